"""What may be done with a return: work it out, and hand it out as a workbook with its receipt."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.exchange.actions import hand_out
from hutong.foundation.exchange.official import write_official
from hutong.foundation.history.models import Reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.oversight.statistics.returns.declared import Asked, Made, Return, work_out
from hutong.oversight.statistics.returns.periods import Period

# Whose work the tables are. A child director knows the children of one community by name.
OVER_OTHERS = frozenset(
    {Role.CHILD_SUPERVISOR, Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER}
)
OVER_MONEY = OVER_OTHERS | {Role.PAYMENT_CLERK, Role.PAYMENT_CHECKER, Role.PAYMENT_APPROVER}
_READ_AT_ONCE = 5_000


class NotYourTable(Refused):
    """The table is not this post's work, or the place lies outside its scope."""


class NoPurpose(Refused):
    """A register of children leaves the system only for a stated purpose."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A workbook that was handed out, its file name and what it was made from."""

    content: bytes
    file_name: str
    made: Made


def why_not_make(wanted: Return, by: Officer) -> NotYourTable | None:
    """Why an officer may not make a table; nothing if they may."""
    roles = OVER_OTHERS if wanted.names_children else OVER_MONEY
    if by.role in roles:
        return None
    zh = "、".join(LABELS[role].zh for role in Role if role in roles)
    en = ", ".join(LABELS[role].en for role in Role if role in roles)
    return NotYourTable(
        Finding(
            Text(
                "这张表由{zh}办理，您的岗位是{own}。",
                "This table is made by: {en}; your post is {own_en}.",
            ).filled(zh=zh, en=en, own=by.title.zh, own_en=by.title.en)
        )
    )


def make_table(*, wanted: Return, place: Place, period: Period, by: Officer, on: date) -> Made:
    """Work out a table for a place within the scope, as known today; nothing leaves."""
    refusal = why_not_make(wanted, by)
    if refusal is not None:
        raise refusal
    if not (by.answers_for(place.number) and by.answers_for(place.last)):
        raise NotYourTable(
            Finding(
                Text(
                    "{place}不在您的辖区内，不能生成它的表。",
                    "{place} is not within your area; its tables are not yours to make.",
                ).filled(place=place.name),
                field="place",
            )
        )
    return work_out(wanted, Asked(place, period, known_on=on, role=by.role))


@transaction.atomic
def hand_out_table(
    *, wanted: Return, place: Place, period: Period, purpose: str, by: Officer, on: date
) -> Handed:
    """The table as a workbook, once it adds up: with a receipt, and a reading of each child named.

    A register of children asks what it is for; the purpose stands in the receipt and in every
    reading.
    """
    if wanted.names_children and not purpose.strip():
        raise NoPurpose(
            Finding(
                Text(
                    "名册有儿童姓名和身份证号，导出前请写明事由。",
                    "The register names children; say what it is for before it leaves.",
                ),
                field="purpose",
            )
        )
    made = make_table(wanted=wanted, place=place, period=period, by=by, on=on)
    content = write_official(made.filled)
    file_name = f"{wanted.code}-{wanted.table.name.zh}-{place.name}-{period.written}.xlsx"
    hand_out(
        kind=f"table-{wanted.code.lower()}",
        file_name=file_name,
        content=content,
        rows=len(made.filled.rows),
        note=purpose.strip(),
        by=by,
        on=on,
    )
    Reading.objects.bulk_create(
        (
            Reading(
                file=child,
                what=f"table {wanted.code}",
                purpose=purpose.strip(),
                actor=by.account_id,
                posting=by.posting_id,
                on=on,
            )
            for child in made.children
        ),
        batch_size=_READ_AT_ONCE,
    )
    return Handed(content, file_name, made)

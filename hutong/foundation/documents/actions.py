"""Papers are kept, opened for a purpose, and withdrawn; none is ever changed or thrown away."""

import hashlib
from datetime import date
from pathlib import PurePath
from uuid import UUID

from django.db import IntegrityError, transaction

from hutong.foundation.access import Officer
from hutong.foundation.access.roles import SEES_STRICTEST
from hutong.foundation.documents._looking import looked_into
from hutong.foundation.documents._sorts import ENDINGS, PDF
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.documents.letters import Form, Letter, write
from hutong.foundation.documents.models import Content, Paper
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.facts import Sensitivity
from hutong.foundation.secrecy.suites import NotOurs

_LONGEST_NAME = 120
READING = "paper"


class NotKept(Refused):
    """What is said about the paper does not hold together; it was not kept."""


class KeptBefore(Refused):
    """The same file was kept before as `earlier`, with other words about it."""

    def __init__(self, earlier: Paper) -> None:
        self.earlier = earlier
        sentence = Text(
            "同一份文件已于{day}保存在这份档案里，登记的名称、编号或签发日期不同。请使用原来那份；"
            "原来登记有误的，先撤销再重新保存。",
            "The very same file has stood in this file since {day}, under another title, number "
            "or day of issue. Please use that one; if its entry is wrong, withdraw it first.",
        )
        super().__init__(Finding(sentence.filled(day=earlier.kept_on), field="content"))


class NotWithdrawn(Refused):
    """The paper cannot be withdrawn."""


class NotOpened(Refused):
    """The paper is not shown."""


@transaction.atomic
def keep_paper(
    *,
    file: UUID,
    kind: PaperKind,
    content: bytes,
    file_name: str,
    title: str = "",
    number: str = "",
    issued_on: date | None = None,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
    by: Officer,
    on: date,
) -> Paper:
    """Keep a paper in a child's file, once it was looked into in a process of its own.

    What it is is told by its content. Pictures are drawn anew, upright and without where they
    were taken; a PDF or a document stays byte for byte. The same content kept before under the
    same kind is not kept twice: the earlier paper is returned, or `KeptBefore` raised if other
    words are given. A paper is held at least as closely as its kind. Raises `UnfitFile`,
    `NotKept`.
    """
    _check_words(kind, issued_on, on)
    said = {"title": title.strip(), "number": number.strip(), "issued_on": issued_on}
    came_as = hashlib.sha256(content).hexdigest()
    earlier = _kept_before(file, kind, came_as, said)
    if earlier:
        return earlier
    fit = looked_into(content)
    paper = Paper(
        file=file,
        kind=kind.code,
        **said,
        valid_until=kind.valid.due_day(issued_on, None) if kind.valid and issued_on else None,
        sensitivity=max(kind.sensitivity, sensitivity),
        fingerprint=hashlib.sha256(fit.content).hexdigest(),
        came_as=came_as,
        media_type=fit.media_type,
        size=len(fit.content),
        pages=fit.pages,
        file_name=_true_name(file_name, fit.media_type),
        kept_on=on,
        kept_by_id=by.account_id,
    )
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        # Somebody kept the same file while we were looking into it.
        earlier = _kept_before(file, kind, came_as, said)
        if earlier is None:
            raise
        return earlier
    Content.objects.create(paper=paper, bytes=fit.content)
    return paper


@transaction.atomic
def keep_sheet(
    *,
    file: UUID,
    kind: PaperKind,
    sheet: Form | Letter,
    issued_on: date,
    by: Officer,
    on: date,
) -> Paper:
    """Keep a sheet that was set here, such as a form filled in with what the register knows.

    It need not be looked into; the same sheet kept before is not kept twice.
    """
    _check_words(kind, issued_on, on)
    content = write(sheet)
    fingerprint = hashlib.sha256(content).hexdigest()
    said: dict[str, str | date | None] = {"number": sheet.number, "issued_on": issued_on}
    earlier = _kept_before(file, kind, fingerprint, said)
    if earlier:
        return earlier
    paper = Paper.objects.create(
        file=file,
        kind=kind.code,
        **said,
        valid_until=kind.valid.due_day(issued_on, None) if kind.valid else None,
        sensitivity=kind.sensitivity,
        fingerprint=fingerprint,
        came_as=fingerprint,
        media_type=PDF,
        size=len(content),
        file_name=_true_name(f"{kind.label.zh}.pdf", PDF),
        kept_on=on,
        kept_by_id=by.account_id,
    )
    Content.objects.create(paper=paper, bytes=content)
    return paper


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, by: Officer, on: date) -> Paper:
    """Take a paper that was kept by mistake out of use; it stays in the file, and so does why."""
    standing = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if standing.withdrawn_on is not None:
        raise NotWithdrawn(
            Finding(Text("这份材料已经撤销了。", "This paper was withdrawn before."))
        )
    if not reason.strip():
        raise NotWithdrawn(
            Finding(Text("请写明撤销的原因。", "Please say why it is withdrawn."), field="reason")
        )
    standing.withdrawn_on = on
    standing.withdrawn_by_id = by.account_id
    standing.withdrawn_reason = reason.strip()
    standing.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_reason"])
    return standing


@transaction.atomic
def open_paper(*, paper: Paper, purpose: str, by: Officer, on: date) -> bytes:
    """What the paper shows, for a purpose that is kept with the reading.

    What is held most closely opens for the district and the city only. A paper that is not what
    was kept is not shown. Raises `NotOpened`.
    """
    if not purpose.strip():
        raise NotOpened(
            Finding(Text("请写明查看事由。", "Please say what it is opened for."), field="purpose")
        )
    if paper.sensitivity == Sensitivity.STRICTEST and by.role not in SEES_STRICTEST:
        raise NotOpened(
            Finding(
                Text(
                    "这份材料只向区、市民政部门显示。",
                    "This paper is shown to the district and city offices only.",
                )
            )
        )
    kept = Content.objects.get(paper=paper)
    try:
        content: bytes = kept.bytes
        as_kept = hashlib.sha256(content).hexdigest() == paper.fingerprint
    except NotOurs:
        as_kept = False
    if not as_kept:
        raise NotOpened(
            Finding(
                Text(
                    "这份材料与保存时不一样了（指纹不符），不能作为依据。请通知系统管理员从备份核对。",
                    "This paper is no longer what was kept: its fingerprint does not fit, and it "
                    "proves nothing. Please have the administrator compare it with a backup.",
                )
            )
        )
    record_reading(file=paper.file, what=READING, purpose=purpose.strip(), by=by, on=on)
    return content


def _check_words(kind: PaperKind, issued_on: date | None, on: date) -> None:
    if issued_on is not None and issued_on > on:
        raise NotKept(
            Finding(
                Text("签发日期在今天以后。", "The day of issue lies in the future."),
                field="issued_on",
            )
        )
    if kind.valid is not None and issued_on is None:
        raise NotKept(
            Finding(
                Text(
                    "{label}自签发之日起{limit}内有效，请填写签发日期。",
                    "A paper of the kind “{label_en}” holds for {limit_en} from the day it was "
                    "issued: please say which day that was.",
                ).filled(
                    label=kind.label.zh,
                    limit=kind.valid.text.zh,
                    label_en=kind.label.en,
                    limit_en=kind.valid.text.en,
                ),
                law=kind.law,
                field="issued_on",
            )
        )


def _kept_before(
    file: UUID, kind: PaperKind, came_as: str, said: dict[str, str | date | None]
) -> Paper | None:
    """The paper that the same content already is in the file, if nothing else is said of it."""
    earlier = Paper.objects.filter(
        file=file, kind=kind.code, came_as=came_as, withdrawn_on=None
    ).first()
    if earlier and any(value and value != getattr(earlier, name) for name, value in said.items()):
        raise KeptBefore(earlier)
    return earlier


def _true_name(file_name: str, media_type: str) -> str:
    """The name without folders and unprintable signs, with the ending that is true."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    stem = PurePath("".join(sign for sign in last if sign.isprintable())).stem.strip(". ")
    return (stem[:_LONGEST_NAME] or "—") + ENDINGS[media_type]

"""What may be done to the calendar."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from hutong.foundation.calendar import _package
from hutong.foundation.calendar.holidays import NamedDay
from hutong.foundation.calendar.models import AnnouncedYear, Day
from hutong.foundation.kernel.acting import HasName
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import SATURDAY, YearNotAnnounced


class AnnouncementRefused(Refused):
    """These days cannot be a year's holiday notice."""


class AmendmentRefused(Refused):
    """A day of the calendar is not changed without saying why."""


@transaction.atomic
def announce_year(
    *, year: int, days: Sequence[NamedDay], source: str, by: HasName, on: date
) -> AnnouncedYear:
    """Enter the State Council's holiday notice for a year; every other day follows the week."""
    findings = [*_faults(year, days)]
    if not source.strip():
        findings.append(_no_source())
    if findings:
        raise AnnouncementRefused(*findings)
    announced, is_new = AnnouncedYear.objects.get_or_create(
        year=year,
        defaults={"source": source.strip(), "entered_by": by.name, "entered_on": on},
    )
    if not is_new:
        raise AnnouncementRefused(
            Finding(
                Text(
                    "{year} 年的放假安排已经录入（{source}）；有变动时请逐日修改。",
                    "The holidays of {year} are entered already ({source}); "
                    "amend single days where they changed.",
                ).filled(year=year, source=announced.source),
                field="year",
            )
        )
    Day.objects.bulk_create(
        Day(
            day=named.day,
            year=announced,
            working=named.working,
            name=named.name.strip(),
            source=announced.source,
            entered_by=by.name,
            entered_on=on,
        )
        for named in days
    )
    return announced


@transaction.atomic
def amend_day(*, day: date, working: bool, name: str, source: str, by: HasName, on: date) -> Day:
    """Make one day of an announced year a working day or a rest day, and say why."""
    if not source.strip():
        raise AmendmentRefused(_no_source())
    if not AnnouncedYear.objects.filter(year=day.year).exists():
        raise YearNotAnnounced(day.year)
    amended, _ = Day.objects.update_or_create(
        day=day,
        defaults={
            "year_id": day.year,
            "working": working,
            "name": name.strip(),
            "source": source.strip(),
            "entered_by": by.name,
            "entered_on": on,
        },
    )
    return amended


@transaction.atomic
def load_package_years(*, by: HasName, on: date) -> list[int]:
    """Enter the years that came with the programme and are not there yet; amended days stay."""
    entered = set(AnnouncedYear.objects.values_list("year", flat=True))
    loaded = []
    for year, days in _package.years():
        if year not in entered:
            announce_year(year=year, days=days, source=_package.source(), by=by, on=on)
            loaded.append(year)
    return loaded


def _faults(year: int, days: Sequence[NamedDay]) -> Iterator[Finding]:
    if all(named.working for named in days):
        yield _finding(
            "放假安排至少要有一个放假日。", "A holiday notice names at least one rest day."
        )
    for day, times in Counter(named.day for named in days).items():
        if day.year != year:
            yield _finding(f"{day} 不在 {year} 年。", f"{day} does not lie in {year}.")
        if times > 1:
            yield _finding(f"{day} 写了 {times} 次。", f"{day} is named {times} times.")
    for named in days:
        if named.working and named.day.weekday() < SATURDAY:
            yield _finding(
                f"{named.day} 不是周末，本来就上班，不用写作调休上班日。",
                f"{named.day} is no day of a weekend: people work on it anyway.",
            )


def _finding(zh: str, en: str) -> Finding:
    return Finding(Text(zh, en), field="days")


def _no_source() -> Finding:
    return Finding(
        Text("请写明依据的通知文号或修改原因。", "Name the notice, or say why the day is changed."),
        field="source",
    )

"""What one child was paid for each month, and why each line stands there."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits._reasons import Reasons, sentence, step_of
from hutong.programmes.benefits.models import Line, Round
from hutong.registry.people.models import Child


@dataclass(frozen=True)
class Entry:
    """One line with its round, as far as the reader may see it, and its reason as a sentence."""

    line: Line
    name: Text
    round: Round | None
    sentence: Text


@dataclass(frozen=True)
class MonthOfLedger:
    """What one account came to for one month, and the lines that lead there."""

    month: Month
    account: str
    due: Decimal
    entries: tuple[Entry, ...]


def ledger(child: Child) -> list[MonthOfLedger]:
    """Every month of a child's money, the newest first; withdrawn lines are left out."""
    lines = list(
        Line.objects.filter(child=child, live=True).order_by("month", "account", "sequence")
    )
    steps = [step_of(line, _last_month(line, lines)) for line in lines]
    reasons = Reasons(steps)
    rounds = Round.objects.in_bulk({line.round_id for line in lines})
    months: dict[tuple[Month, str], list[Entry]] = defaultdict(list)
    for line, step in zip(lines, steps, strict=True):
        months[line.month, line.account].append(
            Entry(
                line=line,
                name=law().benefit(line.benefit).name,
                round=rounds.get(line.round_id),
                sentence=sentence(line, reasons.of(step)),
            )
        )
    return [
        MonthOfLedger(month, account, entries[-1].line.due, tuple(entries))
        for (month, account), entries in sorted(
            months.items(), key=lambda item: (-(item[0][0] - Month(1, 1)), item[0][1])
        )
    ]


def _last_month(line: Line, lines: list[Line]) -> Line | None:
    """What had been paid for the month before when a line was written."""
    earlier = [
        other
        for other in lines
        if other.account == line.account
        and other.month == line.month - 1
        and other.pk < line.pk
        and other.round_id != line.round_id
    ]
    return max(earlier, key=lambda other: other.sequence, default=None)

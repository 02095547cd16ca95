"""Both sides of a choice: what a child draws with each, line by line, and which is the better.

A family that draws one benefit and would do better with another gives up the first. So every way
of giving up what is drawn is judged anew, as if it were not drawn, and on each the sets of benefits
that may be paid side by side are laid out with their sums.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from hutong.foundation.policy.benefits import Benefit
from hutong.foundation.policy.findings import Outcome
from hutong.foundation.policy.packs import Pack, excluded, monthly, yearly
from hutong.foundation.policy.verdicts import Verdict


@dataclass(frozen=True, eq=False)
class Side:
    """One way to choose: the benefits due with it in the order of the law, and what it gives up.

    `waiting` are benefits drawn on this side whose sum is not known; then neither is the total.
    """

    lines: tuple[Verdict, ...]
    given_up: tuple[Benefit, ...]
    waiting: tuple[Verdict, ...]

    @property
    def total(self) -> Decimal:
        """What the lines come to a month in yuan; nothing is counted twice."""
        return monthly(yearly(self.lines))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(line.benefit.code for line in self.lines)

    @property
    def paid(self) -> tuple[Verdict, ...]:
        """The lines that are money and are added up: not what is part of another's sum."""
        return tuple(
            line for line in self.lines if line.amount is not None and not line.benefit.part_of
        )


@dataclass(frozen=True, eq=False)
class Weighing:
    """Every side, the better first."""

    sides: tuple[Side, ...]

    @property
    def waiting(self) -> tuple[Verdict, ...]:
        """What is drawn without its sum being known; until it is, nothing can be proposed."""
        waiting = [item for side in self.sides for item in side.waiting]
        return tuple({item.benefit.code: item for item in waiting}.values())

    @property
    def proposed(self) -> Side | None:
        """The side that pays most; of equals the one that gives up least, or stands first."""
        return None if self.waiting or not self.sides else self.sides[0]

    @property
    def turning(self) -> frozenset[str]:
        """The codes of what one side has and another has not, or gives up."""
        every = [set(side.codes) for side in self.sides]
        given_up = {benefit.code for side in self.sides for benefit in side.given_up}
        common = set.intersection(*every) if every else set()
        return frozenset(set().union(*every) - common | given_up)

    def behind(self, side: Side) -> Decimal:
        """How much less a month a side pays than the one that pays most."""
        return self.sides[0].total - side.total

    def as_json(self) -> dict[str, object]:
        """The sides in plain values, the better first; money as text."""
        return {
            "waiting": {item.benefit.code: list(item.missing.names) for item in self.waiting},
            "sides": [
                {
                    "proposed": side is self.proposed,
                    "total": format(side.total, "f"),
                    "less": format(self.behind(side), "f"),
                    "gives_up": [benefit.code for benefit in side.given_up],
                    "lines": [_line(line) for line in side.lines if line.amount is not None],
                }
                for side in self.sides
            ],
        }


def _line(line: Verdict) -> dict[str, object]:
    benefit = line.benefit
    return {
        "benefit": benefit.code,
        "name": benefit.name._asdict(),
        "amount": format(line.amount or Decimal(0), "f"),
        "period": benefit.period,
        "law": str(benefit.law),
        "paid_by": benefit.paid_by._asdict() if benefit.paid_by else None,
        "part_of": benefit.part_of,
        "not_income": str(benefit.not_income or ""),
    }


def weigh(
    pack: Pack,
    facts: Mapping[str, object],
    on: date,
    *,
    values_on: date | None = None,
    known_on: date | None = None,
) -> Weighing:
    """Every side of the choice a child has on a day.

    What is drawn and not given up is a line of its side. A side is left out that gives up more than
    another for the same benefits or fewer, and pays no more as far as is known.
    """
    drawn = [
        benefit
        for benefit in pack.benefits
        if benefit.drawn is not None and facts.get(benefit.drawn.name) is True
    ]
    sides: dict[object, Side] = {}
    for given_up in _subsets(drawn):
        as_if = dict(facts) | {one.drawn.name: False for one in given_up if one.drawn is not None}
        verdicts = pack.judge_all(as_if, on, values_on=values_on, known_on=known_on)
        kept = [verdict for verdict in verdicts if verdict.benefit not in given_up]
        waiting = tuple(
            verdict
            for verdict in kept
            if verdict.benefit in drawn and verdict.outcome is Outcome.NOT_YET
        )
        due = [verdict for verdict in kept if verdict.eligible]
        held = {verdict for verdict in due if verdict.benefit in drawn}
        for lines in side_by_side(due):
            if not held <= set(lines):
                continue
            side = Side(tuple(lines), given_up, waiting)
            key = (tuple((line.benefit.code, line.amount) for line in lines), waiting != ())
            sides.setdefault(key, side)
    place = {benefit.code: number for number, benefit in enumerate(pack.benefits)}
    worth_it = [side for side in sides.values() if not _in_vain(side, sides.values())]
    worth_it.sort(
        key=lambda side: (-side.total, len(side.given_up), [place[code] for code in side.codes])
    )
    return Weighing(tuple(worth_it))


def side_by_side(due: Sequence[Verdict]) -> list[list[Verdict]]:
    """Every set of verdicts of which none excludes another, and to which none could be added."""
    sets = list(_compatible(due))
    return [one for one in sets if not any(set(one) < set(other) for other in sets)]


def _compatible(due: Sequence[Verdict]) -> Iterator[list[Verdict]]:
    if not due:
        yield []
        return
    first, rest = due[0], due[1:]
    beside = [item for item in rest if not excluded(item.benefit, first.benefit)]
    for chosen in _compatible(beside):
        yield [first, *chosen]
    if len(beside) < len(rest):
        yield from _compatible(rest)


def _subsets(drawn: Sequence[Benefit]) -> Iterator[tuple[Benefit, ...]]:
    """Every choice of what to give up, the fewest first."""
    for size in range(len(drawn) + 1):
        yield from combinations(drawn, size)


def _in_vain(side: Side, sides: Iterable[Side]) -> bool:
    """Whether it gives up more than another side, pays no more and brings nothing new."""
    drawn = {*side.codes, *(item.benefit.code for item in side.waiting)}
    return any(
        set(other.given_up) < set(side.given_up)
        and (side.waiting or other.total >= side.total)
        and drawn <= set(other.codes)
        for other in sides
    )

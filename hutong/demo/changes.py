"""What changes in the city from one month to the next, some of it told late."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from hutong.demo.days import Calendar, earlier
from hutong.demo.invented import Inventor
from hutong.demo.persons import OWN_DIBAO
from hutong.demo.plans import PARENTS, Answer, Young
from hutong.demo.posts import Desks
from hutong.demo.registering import Entered
from hutong.demo.scene import ABLE
from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.registry.people import actions as people
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.models import Child

# Of ten thousand children who are paid, so many see such a change in the month before the demo.
LAST_MONTH: Final[Mapping[str, int]] = {
    "a parent is back": 6,
    "off dibao": 18,
    "onto dibao": 12,
    "more disabled": 20,
    "adopted": 5,
}
BEFORE: Final = 0.2  # of that in each of the months before it
LATE: Final = 0.25  # of the changes are told two to four months late


class Changes:
    """Lets things happen to registered children; to each of them once at most."""

    def __init__(
        self, entered: Entered, *, calendar: Calendar, inventor: Inventor, desks: Desks
    ) -> None:
        self.calendar = calendar
        self.inventor = inventor
        self.desks = desks
        self._waiting: dict[str, Entered] = defaultdict(list)
        self._touched: set[object] = set()
        self._paid = sum(bool(young.grants) for young, _ in entered)
        for young, child in entered:
            if young.grants and young.known <= calendar.takeover:
                for change in _possible(young):
                    self._waiting[change].append((young, child))
        for waiting in self._waiting.values():
            inventor.random.shuffle(waiting)

    def happen(self, month: Month) -> None:
        """Let a month's changes happen, each told to the office on a day of that month."""
        share = 1.0 if month == self.calendar.month - 1 else BEFORE
        for change, each in LAST_MONTH.items():
            wanted = max(1, round(each * share * self._paid / 10_000))
            for _ in range(wanted):
                if not self._waiting[change]:
                    break
                young, child = self._waiting[change].pop()
                if child.pk in self._touched:
                    continue
                self._touched.add(child.pk)
                known = self.calendar.within(month, self.inventor.random.randrange(8, 28))
                _HAPPENS[change](self, young, child, self._since(known), known)

    def _since(self, known: date) -> date:
        chance = self.inventor.random
        if chance.random() < LATE:
            return earlier(known, months=chance.randrange(2, 5))
        return earlier(known, days=chance.randrange(7))

    def tell(
        self,
        child: Child,
        since: date,
        known: date,
        answers: Mapping[str, Answer],
        about: str = "",
    ) -> None:
        """Record facts about a child, or of a child about a parent."""
        desk = self.desks.of(child.hukou_id or child.residence_id)
        with acting(desk, reason="情况变化") as officer:
            for answer, value in answers.items():
                name = f"{about}_{answer}" if about else answer
                entry = VOCABULARY[name]
                people.record_fact(
                    subject=child,
                    name=name,
                    value=value,
                    since=since,
                    paper=entry.paper.zh,
                    source=entry.supplier.zh,
                    by=officer,
                    on=known,
                )


def _possible(young: Young) -> list[str]:
    """What may happen to a child of this kind."""
    known = {fact.name: fact.value for fact in young.facts}
    changes = []
    if young.kind == "de-facto-with-kin":
        changes.append("off dibao" if known["on_dibao"] else "onto dibao")
        if _lost_parent(young):
            changes.append("a parent is back")
    if young.kind in {"dibao-disabled", "dibao-ill"}:
        changes.append("off dibao")
    if young.kind == "disabled" and known["disability_level"] == 2:
        changes.append("more disabled")
    if young.kind in {"foundling-in-institution", "foundling-in-foster-care"}:
        changes.append("adopted")
    return changes


def _lost_parent(young: Young) -> str:
    for kin in young.kin:
        if kin.kind in PARENTS and any(fact.name == "out_of_contact" for fact in kin.adult.facts):
            return kin.kind.value
    return ""


def _back(changes: Changes, young: Young, child: Child, since: date, known: date) -> None:
    answers = {**ABLE, "performs_guardianship": True}
    changes.tell(child, since, known, answers, about=_lost_parent(young))


def _off_dibao(changes: Changes, _: Young, child: Child, since: date, known: date) -> None:
    changes.tell(child, since, known, {"on_dibao": False})


def _onto_dibao(changes: Changes, _: Young, child: Child, since: date, known: date) -> None:
    changes.tell(child, since, known, {"on_dibao": True, "own_dibao_amount": OWN_DIBAO})


def _more_disabled(changes: Changes, _: Young, child: Child, since: date, known: date) -> None:
    changes.tell(child, since, known, {"disability_level": 1})


def _adopted(changes: Changes, _: Young, child: Child, since: date, known: date) -> None:
    changes.tell(child, since, known, {"adopted": True})


_HAPPENS: Final[Mapping[str, Callable[[Changes, Young, Child, date, date], None]]] = {
    "a parent is back": _back,
    "off dibao": _off_dibao,
    "onto dibao": _onto_dibao,
    "more disabled": _more_disabled,
    "adopted": _adopted,
}

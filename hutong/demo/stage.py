"""How a story goes on once its people are on the register: by the product's verbs, one by one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from hutong.demo.plans import Answer, Young
from hutong.demo.posts import deciding
from hutong.demo.scene import ABLE, Scene
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.registry.people import actions as people
from hutong.registry.people.facts import VOCABULARY, Life
from hutong.registry.people.kinds import DomicileKind
from hutong.registry.people.models import Child

OFFICER: Final = "shenli"  # acts unless a story names somebody else


@dataclass(frozen=True)
class Stage(Scene):
    """A scene with officers on it."""

    officers: Mapping[str, Officer]

    @contextmanager
    def by(self, username: str) -> Iterator[Officer]:
        """Do everything inside as this officer."""
        with acting(self.officers[username], reason="日常办理") as officer:
            yield officer

    def gathers(self, family: Sequence[tuple[Young, Child]]) -> None:
        """Those who live with the children join their households."""
        gathered: set[int] = set()
        for young, child in family:
            if young.home is None or id(young.home) in gathered:
                continue
            gathered.add(id(young.home))
            with self.by(self._desk(child)) as officer:
                household = child.memberships.select_related("household").get().household
                for grown, relation in young.home.grown:
                    tie = child.relations.filter(adult__name=grown.name)
                    people.join_household(
                        household=household,
                        member=tie.select_related("adult")[0].adult,
                        since=young.home.since,
                        relation_to_head=relation,
                        by=officer,
                        on=young.known,
                    )

    def _desk(self, child: Child) -> str:
        """Who answers for where a child lives."""
        return next(
            username
            for username, officer in self.officers.items()
            if officer.role is Role.DISTRICT_OFFICER and officer.answers_for(child.residence_id)
        )

    def learns(
        self,
        child: Child,
        *,
        since: date,
        known: date,
        about: str = "",
        number: str = "",
        by: str = OFFICER,
        answers: Mapping[str, Answer] | None = None,
        **more: Answer,
    ) -> None:
        """The office learns facts of a child, its father, mother or household."""
        with self.by(by) as officer:
            for answer, value in {**(answers or {}), **more}.items():
                name = f"{about}_{answer}" if about else answer
                entry = VOCABULARY[name]
                people.record_fact(
                    subject=child,
                    name=name,
                    value=value,
                    since=since,
                    paper=entry.paper.zh,
                    paper_number=number,
                    source=entry.supplier.zh,
                    by=officer,
                    on=known,
                )

    def mother_dies(self, child: Child, *, died: date, known: date) -> None:
        """The mother's death comes to be known."""
        self.learns(child, about="mother", since=died, known=known, life=Life.DEAD)

    def mother_comes_back(self, child: Child, *, since: date, known: date) -> None:
        """The mother is there again and raises the child."""
        answers = {**ABLE, "performs_guardianship": True}
        self.learns(child, about="mother", since=since, known=known, answers=answers)

    def confirms(self, child: Child, benefit: str, *, applied: date, confirmed: date) -> None:
        """The office that decides grants a benefit on what is known that day."""
        with acting(self.officers[OFFICER]):  # whose eyes see the child's file
            desk = deciding(child, benefit, confirmed) or self.officers[OFFICER]
        with acting(desk, reason="日常办理") as officer:
            benefits.confirm(
                child=child, benefit=benefit, applied_on=applied, by=officer, on=confirmed
            )

    def moves_hukou(
        self, child: Child, to: int, *, detail: str, since: date, by: str = OFFICER
    ) -> None:
        """The child's registration moves to another community."""
        with self.by(by) as officer:
            people.record_move(
                child=child,
                to=Place.objects.get(pk=to),
                kind=DomicileKind.HUKOU,
                detail=detail,
                since=since,
                paper="户口迁移证",
                by=officer,
                on=since,
            )

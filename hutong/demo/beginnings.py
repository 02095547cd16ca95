"""How several stories begin: half an orphan, a mother nobody can reach, a family on dibao."""

from datetime import date
from decimal import Decimal

from hutong.demo.days import earlier
from hutong.demo.mix import DE_FACTO
from hutong.demo.stage import NOTHING_ELSE, Stage
from hutong.foundation.kernel.identity import MALE
from hutong.registry.people.facts import CareSetting, GuardianIs, Study
from hutong.registry.people.kinds import RelationKind
from hutong.registry.people.models import Adult, Child

Where = tuple[str, str, str]


def elder(
    stage: Stage,
    name: str,
    label: str,
    age: int,
    children: list[Child],
    *,
    known: date | None = None,
    by: str = "shenli",
) -> Adult:
    """An elder who is kin to some children and cares for them."""
    known = known or stage.takeover
    since = earlier(known, months=8)
    first = children[0]
    adult = stage.grown_up(
        name,
        RelationKind.GRANDPARENT,
        age=age,
        known=known,
        label=label,
        children=children,
        by=by,
    )
    for child in children:
        born = child.birth_date or first.birth_date or since
        stage.related(
            child,
            adult,
            RelationKind.CARER,
            label=label,
            since=max(since, born),
            known=known,
            by=by,
        )
        stage.learns(
            child,
            since=born,
            known=known,
            by=by,
            care_setting=CareSetting.FAMILY,
            guardian_is=GuardianIs.KIN,
        )
    return adult


def nothing_else(
    stage: Stage, child: Child, *, known: date | None = None, by: str = "shenli"
) -> None:
    """Neither dibao nor tekun nor the living subsidy for disabled persons, nor adopted."""
    known = known or stage.takeover
    since = child.birth_date or known
    stage.learns(child, since=since, known=known, by=by, answers=NOTHING_ELSE, adopted=False)


def on_dibao(
    stage: Stage,
    child: Child,
    *,
    since: date,
    amount: Decimal,
    known: date | None = None,
) -> None:
    """The child is counted in a dibao household and has an amount of its own."""
    known, born = known or stage.takeover, child.birth_date or since
    stage.learns(
        child,
        since=max(since, born),
        known=known,
        on_dibao=True,
        own_dibao_amount=amount,
        family_in_difficulty=True,
    )
    stage.learns(
        child,
        since=born,
        known=known,
        on_tekun=False,
        on_disabled_living_subsidy=False,
        adopted=False,
    )


def half_orphan(
    stage: Stage,
    name: str,
    sex: str,
    age: int,
    *,
    parents: tuple[str, str],
    where: Where,
    carer: tuple[str, str, int],
    alone: bool = True,
    hukou: Where | None = None,
    by: str = "shenli",
) -> tuple[Child, Adult]:
    """A child whose father died three years ago, long on the register; the mother is returned."""
    takeover = stage.takeover
    child = stage.registers(
        name,
        sex=sex,
        born=stage.ago(years=age, months=5, days=11),
        at=stage.spot(*where),
        hukou=stage.spot(*hukou) if hukou else None,
        known=takeover,
        registered_on=stage.ago(years=2, months=8),
        by=by,
    )
    father, mother = stage.parents(*parents, children=[child], known=takeover, by=by)
    stage.identities(father, mother, known=takeover, by=by)
    stage.dies(father, died=stage.ago(years=3), known=takeover, by=by)
    person = elder(stage, *carer, [child], by=by)
    stage.household([child], [(person, "户主")], since=stage.ago(years=3), known=takeover, by=by)
    if alone:
        nothing_else(stage, child, by=by)
    stage.learns(child, since=stage.ago(months=14), known=takeover, study=Study.COMPULSORY, by=by)
    return child, mother


def mother_lost(
    stage: Stage,
    name: str,
    sex: str,
    age: int,
    *,
    parents: tuple[str, str],
    where: Where,
    alone: bool = True,
    hukou: Where | None = None,
    by: str = "shenli",
) -> tuple[Child, Adult]:
    """Father dead, mother lost two years ago: de facto unsupported, and paid for long."""
    surname = name[0]
    child, mother = half_orphan(
        stage,
        name,
        sex,
        age,
        parents=parents,
        where=where,
        carer=(f"{surname}素英", "奶奶", 67),
        alone=alone,
        hukou=hukou,
        by=by,
    )
    stage.is_lost(mother, accepted=stage.ago(years=2), known=stage.takeover, by=by)
    stage.takes_over(child, DE_FACTO, confirmed=stage.ago(months=16))
    return child, mother


def comes_of_age(stage: Stage, name: str, parents: tuple[str, str], study: Study) -> list[Child]:
    """A young man who turned 18 on the third of last month, paid as de facto unsupported."""
    birthday, takeover = stage.month_day(1, 3), stage.takeover
    child = stage.registers(
        name,
        sex=MALE,
        born=earlier(birthday, years=18),
        at=stage.spot("昌平区", "龙泽园街道", "龙腾苑二区社区"),
        known=takeover,
        registered_on=stage.ago(years=4),
    )
    father, mother = stage.parents(*parents, children=[child], known=takeover, ages=(47, 44))
    stage.identities(father, mother, known=takeover)
    stage.dies(father, died=stage.ago(years=5), known=takeover)
    stage.is_lost(mother, accepted=stage.ago(years=4), known=takeover)
    nothing_else(stage, child)
    stage.learns(child, since=earlier(takeover, days=5), known=takeover, study=study)
    stage.takes_over(child, DE_FACTO, confirmed=stage.ago(months=40))
    return [child]

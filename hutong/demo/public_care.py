"""Children whom the state raises: foundlings, wards, and those long in rescue stations."""

from datetime import date, timedelta
from typing import Final

from hutong.demo.persons import Persons
from hutong.demo.plans import Sleeps, Young
from hutong.foundation.kernel.dates import Precision
from hutong.registry.people.facts import CareSetting, GuardianIs, Hukou, Origin

DISABLED: Final = 0.8  # of the foundlings


def foundlings(persons: Persons, kind: str, _: int, known: date) -> list[Young]:
    """A foundling whose parents nobody found, registered at the institution."""
    young = _alone(persons, kind, known)
    born = young.birth_date or known
    found = min(born + timedelta(days=persons.chance.randrange(2, 400)), known)
    fostered = kind == "foundling-in-foster-care"
    young.birth_precision = Precision.ESTIMATED
    young.learn(
        born,
        known,
        origin=Origin.FOUNDLING,
        birth_parents_found=False,
        hukou=Hukou.INSTITUTION_COLLECTIVE,
    )
    setting = CareSetting.FOSTER if fostered else CareSetting.INSTITUTION
    raised(persons, young, since=found, known=known, setting=setting, basis="弃婴入院登记")
    if persons.often(DISABLED):
        persons.disabled(young, known)
    return [young]


def foundlings_without_papers(persons: Persons, kind: str, _: int, known: date) -> list[Young]:
    """A foundling with no number, no hukou and no birth date that anybody is sure of."""
    young = _alone(persons, kind, known)
    born = young.birth_date or known
    found = min(born + timedelta(days=persons.chance.randrange(1, 60)), known)
    young.id_number, young.hukou, young.birth_precision = None, None, Precision.ESTIMATED
    if persons.often(0.3):
        young.birth_date, young.birth_precision = None, Precision.UNKNOWN
    young.learn(found, known, origin=Origin.FOUNDLING, hukou=Hukou.NONE)
    basis = "弃婴（儿）捡拾报案证明"
    raised(persons, young, since=found, known=known, setting=CareSetting.INSTITUTION, basis=basis)
    return [young]


def wards(persons: Persons, kind: str, _: int, known: date) -> list[Young]:
    """A child rescued from trafficking, or one whom a court gave to the civil affairs office."""
    young = _alone(persons, kind, known)
    since = persons.before(known, least=7, most=70, not_before=young.birth_date or known)
    if persons.often(0.4):
        young.learn(since, known, origin=Origin.TRAFFICKED)
        basis = "打拐解救儿童临时照料通知书"
    else:
        young.learn(since, known, origin=Origin.FAMILY, court_appointed_civil_affairs=True)
        basis = "人民法院指定监护判决书"
    young.learn(since, known, hukou=Hukou.INSTITUTION_COLLECTIVE)
    raised(persons, young, since=since, known=known, setting=CareSetting.INSTITUTION, basis=basis)
    return [young]


def long_stays(persons: Persons, kind: str, _: int, known: date) -> list[Young]:
    """One of the children who had stayed in rescue stations for years."""
    young = _alone(persons, kind, known)
    since = persons.before(known, least=4, most=60, not_before=young.birth_date or known)
    young.birth_precision = Precision.ESTIMATED
    young.learn(since, known, origin=Origin.VAGRANT)
    if kind == "long-stay-settled":
        young.learn(since, known, hukou=Hukou.INSTITUTION_COLLECTIVE)
    else:
        young.hukou, young.id_number = None, None
        young.learn(since, known, hukou=Hukou.NONE)
    if kind == "long-stay-waiting":
        young.residence_detail = "救助管理站"
        young.learn(since, known, care_setting=CareSetting.RESCUE_STATION)
        return [young]
    basis = "救助站长期滞留儿童移交协议"
    raised(persons, young, since=since, known=known, setting=CareSetting.INSTITUTION, basis=basis)
    return [young]


def raised(
    persons: Persons, young: Young, *, since: date, known: date, setting: CareSetting, basis: str
) -> None:
    """The state is the child's guardian, and an institution raises it from a night on."""
    young.learn(since, known, care_setting=setting, guardian_is=GuardianIs.CIVIL_AFFAIRS)
    young.learn(young.birth_date or since, known, adopted=False)
    persons.draws_nothing_else(young, known)
    persons.study(young, known)
    if setting is CareSetting.INSTITUTION:
        young.sleeps = Sleeps(since, basis)


def _alone(persons: Persons, kind: str, known: date) -> Young:
    at = persons.neighbourhoods.draw()
    young = persons.child(kind, born=persons.born(kind, known), at=at, known=known)
    young.hukou, young.hukou_detail = at.number, ""
    young.facts.clear()
    return young

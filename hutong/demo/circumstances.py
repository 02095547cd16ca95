"""What may have happened to a parent, with the facts that make it so."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from hutong.demo.days import earlier
from hutong.demo.invented import Inventor
from hutong.demo.plans import Answer, Grown
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.registry.people.facts import DisabilityKind, Identity, Life, Measure

Answers = dict[str, Answer]

# Pairs of circumstances, one parent's and the other's, as a large city may find them. Most of the
# children concerned have lost one parent by death and the other by silence, illness or prison.
PAIRS: Final[Mapping[tuple[str, str], int]] = {
    ("dead", "lost"): 240,
    ("dead", "disabled"): 150,
    ("prison", "lost"): 130,
    ("dead", "prison"): 70,
    ("disabled", "disabled"): 70,
    ("dead", "ill"): 60,
    ("lost", "lost"): 60,
    ("disabled", "lost"): 50,
    ("prison", "disabled"): 30,
    ("prison", "prison"): 25,
    ("disabled", "ill"): 20,
    ("detox", "lost"): 20,
    ("dead", "detox"): 18,
    ("missing", "lost"): 15,
    ("ill", "lost"): 15,
    ("missing", "disabled"): 10,
    ("prison", "detox"): 10,
    ("prison", "ill"): 8,
    ("revoked", "revoked"): 5,
    ("dead", "revoked"): 4,
    ("missing", "prison"): 4,
    ("ill", "ill"): 3,
    ("liberty", "lost"): 3,
    ("expelled", "prison"): 2,
    ("dead", "liberty"): 2,
    ("dead", "expelled"): 1,
    ("detox", "detox"): 1,
}
# Who of the two is more often the father, in percent, where it is not even.
FATHERS: Final[Mapping[str, int]] = {"prison": 85, "dead": 65, "detox": 75, "liberty": 80}


def pair(inventor: Inventor) -> tuple[str, str]:
    """The circumstances of a father and a mother who cannot raise their child."""
    (one, other), *_ = inventor.random.choices(list(PAIRS), weights=list(PAIRS.values()))
    leans = FATHERS.get(one, 50)
    return (one, other) if inventor.random.randrange(100) < leans else (other, one)


def befall(
    parent: Grown, circumstance: str, *, since: date, on: date, known: date, inventor: Inventor
) -> None:
    """Note what the office knows, from `known` on, of what befell a parent at `since`."""
    parent.learn(parent.birth_date or since, known, identity=Identity.KNOWN)
    number = paper_number(circumstance, since, inventor)
    parent.learn(since, known, _MAKERS[circumstance](since, on, inventor), number=number)


def paper_number(circumstance: str, since: date, inventor: Inventor) -> str:
    """The number on the paper, of a court or an office that does not exist."""
    serial = inventor.random.randrange(10, 2000)
    courts = {"prison": "刑初", "revoked": "民特", "missing": "民特", "liberty": "刑初"}
    if circumstance in courts:
        return f"（{since.year}）京9901{courts[circumstance]}{serial}号"
    if circumstance == "disabled":
        return f"残9901{since.year}{serial:04d}"
    return f"示例〔{since.year}〕{serial}号"


def _alive(_: date, __: date, ___: Inventor) -> Answers:
    return {"life": Life.ALIVE}


def _dead(_: date, __: date, ___: Inventor) -> Answers:
    return {"life": Life.DEAD}


def _missing(_: date, __: date, ___: Inventor) -> Answers:
    return {"life": Life.DECLARED_MISSING}


def _disabled(_: date, __: date, inventor: Inventor) -> Answers:
    in_mind = inventor.random.random() < 0.75
    of_body, of_mind = (
        (DisabilityKind.LIMB, DisabilityKind.SIGHT),
        (DisabilityKind.MENTAL, DisabilityKind.INTELLECTUAL),
    )
    kind = inventor.random.choice(of_mind if in_mind else of_body)
    level = inventor.random.choice((1, 2, 2, 3, 3, 4) if in_mind else (1, 2))
    return {"life": Life.ALIVE, "disability_kind": kind, "disability_level": level}


def _ill(_: date, __: date, inventor: Inventor) -> Answers:
    listed = inventor.random.random() < 0.7
    answers: Answers = {"life": Life.ALIVE, "major_disease": listed}
    if not listed:
        answers["illness_ends_guardianship"] = True
    return answers


def _prison(since: date, on: date, inventor: Inventor) -> Answers:
    # The term reaches past the day of the demo; early releases are planted by hand.
    served = (on.year - since.year) * 12 + on.month - since.month
    months = served + inventor.random.choice((4, 9, 14, 20, 30, 48, 84))
    return _measure(Measure.PRISON, since, max(months, 6))


def _detox(since: date, _: date, __: Inventor) -> Answers:
    return _measure(Measure.DETOX, since, 24)


def _liberty(since: date, _: date, __: Inventor) -> Answers:
    return _measure(Measure.OTHER_LIBERTY, since, 12)


def _measure(kind: Measure, since: date, months: int) -> Answers:
    return {
        "life": Life.ALIVE,
        "measure": kind,
        "measure_months": months,
        "measure_from": since,
    }


def _lost(since: date, _: date, inventor: Inventor) -> Answers:
    accepted = earlier(since, days=-inventor.random.randrange(20, 90))
    return {
        "life": Life.ALIVE,
        "out_of_contact": True,
        "performs_guardianship": False,
        "search_accepted_on": accepted,
        "search_receipt": True,
    }


def _revoked(_: date, __: date, ___: Inventor) -> Answers:
    return {"life": Life.ALIVE, "guardianship_revoked": True}


def _expelled(_: date, __: date, ___: Inventor) -> Answers:
    return {"life": Life.ALIVE, "expelled": True}


def _able(_: date, __: date, ___: Inventor) -> Answers:
    """Everything that could keep a parent from raising the child is known not to be so."""
    return {
        "life": Life.ALIVE,
        "disability_kind": DisabilityKind.NONE,
        "major_disease": False,
        "illness_ends_guardianship": False,
        "measure": Measure.NONE,
        "out_of_contact": False,
        "guardianship_revoked": False,
        "expelled": False,
    }


_MAKERS: Mapping[str, Callable[[date, date, Inventor], Answers]] = {
    "alive": _alive,
    "able": _able,
    "dead": _dead,
    "missing": _missing,
    "disabled": _disabled,
    "ill": _ill,
    "prison": _prison,
    "detox": _detox,
    "liberty": _liberty,
    "lost": _lost,
    "revoked": _revoked,
    "expelled": _expelled,
}
SEXES: Final = {"father": MALE, "mother": FEMALE}

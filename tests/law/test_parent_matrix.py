"""Every pair of circumstances of a father and a mother, against tables written out by hand.

The tables are read from the law and not from the code. Letters:

    A  able: every circumstance is known not to be, or falls short of its test
    D  dead, or declared dead by a court
    M  declared missing by a court
    Q  in one of the circumstances the text names
    B  alive and known, and a circumstance is still open
    U  nothing is known
    N  not on record
    F  cannot be found
"""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.foundation.policy import Kind, Outcome
from hutong.law import beijing, china
from hutong.registry.people.facts import VOCABULARY

TODAY = date(2026, 3, 2)

CHILD = {
    "birth_date": date(2016, 5, 21),
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}

ABLE = {
    "identity": "known",
    "life": "alive",
    "disability_kind": "none",
    "major_disease": False,
    "illness_ends_guardianship": False,
    "measure": "none",
    "out_of_contact": False,
    "guardianship_revoked": False,
    "expelled": False,
}
LOST = ABLE | {
    "out_of_contact": True,
    "performs_guardianship": False,
    "search_accepted_on": date(2025, 9, 2),
    "search_receipt": True,
}


def disabled(kind, level):
    return ABLE | {"disability_kind": kind, "disability_level": level}


def held(measure, months):
    return ABLE | {"measure": measure, "measure_months": months}


def without(name):
    return {fact: value for fact, value in ABLE.items() if fact != name}


PARENTS = {
    "able": ("A", ABLE),
    "level 3 limb": ("A", disabled("limb", 3)),
    "level 4 hearing": ("A", disabled("hearing", 4)),
    "five months in prison": ("A", held("prison", 5)),
    "five months in drug treatment": ("A", held("detox", 5)),
    "five months under another measure": ("A", held("other_liberty", 5)),
    "lost, a day short of six months": ("A", LOST | {"search_accepted_on": date(2025, 9, 3)}),
    "lost, and no receipt": ("A", LOST | {"search_receipt": False}),
    "out of contact, yet supporting": ("A", LOST | {"performs_guardianship": True}),
    "dead": ("D", {"identity": "known", "life": "dead"}),
    "declared dead": ("D", {"identity": "known", "life": "declared_dead"}),
    "dead, in prison before": ("D", held("prison", 60) | {"life": "dead"}),
    "declared missing": ("M", {"identity": "known", "life": "declared_missing"}),
    "level 2 sight": ("Q", disabled("sight", 2)),
    "level 1 multiple": ("Q", disabled("multiple", 1)),
    "level 3 mental": ("Q", disabled("mental", 3)),
    "level 4 intellectual": ("Q", disabled("intellectual", 4)),
    "ill, on the list": ("Q", ABLE | {"major_disease": True}),
    "ill, unable to be guardian": ("Q", ABLE | {"illness_ends_guardianship": True}),
    "six months in prison": ("Q", held("prison", 6)),
    "six months in drug treatment": ("Q", held("detox", 6)),
    "six months under another measure": ("Q", held("other_liberty", 6)),
    "lost for exactly six months": ("Q", LOST),
    "lost, by five signatures": (
        "Q",
        LOST | {"search_receipt": False, "lost_contact_certified": True},
    ),
    "revoked": ("Q", ABLE | {"guardianship_revoked": True}),
    "expelled": ("Q", ABLE | {"expelled": True}),
    "ill and nothing else known": (
        "Q",
        {"identity": "known", "life": "alive", "major_disease": True},
    ),
    "in prison, term not known": ("B", ABLE | {"measure": "prison"}),
    "lost, receipt not known": ("B", LOST | {"search_receipt": None}),
    "lost, search day not known": ("B", LOST | {"search_accepted_on": None}),
    "disabled, level not known": ("B", ABLE | {"disability_kind": "limb"}),
    "able, but expulsion not looked into": ("B", without("expelled")),
    "able, but revocation not looked into": ("B", without("guardianship_revoked")),
    "known to be alive, no more": ("B", {"identity": "known", "life": "alive"}),
    "nothing known": ("U", {}),
    "not on record": ("N", {"identity": "not_on_record"}),
    "cannot be found": ("F", {"identity": "cannot_be_found"}),
}

# What a pair makes of the child. One half is written; father and mother are alike.
#   O  an orphan                                  o  an orphan, on a reading still to be confirmed
#   f  de facto unsupported                       -  neither
#   ?  not yet known, for both                    ~  no orphan; whether de facto, not yet known
TABLE = """
       A  D  M  Q  B  U  N  F
    A  -  -  -  -  -  -  -  -
    D     O  o  f  ~  ?  ?  ?
    M        o  f  ~  ?  ?  ?
    Q           f  ~  ~  ~  ~
    B              ~  ~  ~  ~
    U                 ?  ?  ?
    N                    ?  ?
    F                       O
"""


def read(table):
    """The written half of a table as a mapping of both halves."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    found = {}
    for letter, *cells in rows:
        for other, cell in zip(head[len(head) - len(cells) :], cells, strict=True):
            found[letter, other] = found[other, letter] = cell
    return found


EXPECTED = {
    "O": (Outcome.YES, Outcome.NO),
    "o": (Outcome.YES, Outcome.NO),
    "f": (Outcome.NO, Outcome.YES),
    "-": (Outcome.NO, Outcome.NO),
    "?": (Outcome.NOT_YET, Outcome.NOT_YET),
    "~": (Outcome.NO, Outcome.NOT_YET),
}
ANSWERS = {True: Outcome.YES, False: Outcome.NO, None: Outcome.NOT_YET}


def family(father, mother):
    return CHILD | {
        f"{who}_{record}": value
        for who, parent in (("father", father), ("mother", mother))
        for record, value in parent.items()
    }


def classes(pack, facts, on):
    """Whether the child is an orphan, and whether de facto unsupported, by the categories."""
    found = {item.category.code: item.outcome for item in pack.categories_of(facts, on)}
    return ANSWERS[found["orphan"]], ANSWERS[found["de-facto-unsupported"]]


def allowances(facts, on):
    """The same by the verdicts on the two allowances."""
    return tuple(
        beijing.pack().benefit(code).judge(facts, on).outcome
        for code in ("living-allowance-orphan", "living-allowance-de-facto")
    )


@pytest.mark.parametrize("father", PARENTS)
def test_every_pair_of_circumstances_today(father):
    table = read(TABLE)
    letter, facts = PARENTS[father]
    wrong = []
    for mother, (other, mothers) in PARENTS.items():
        expected = EXPECTED[table[letter, other]]
        together = family(facts, mothers)
        found = {
            "Beijing": classes(beijing.pack(), together, TODAY),
            "the allowances": allowances(together, TODAY),
        }
        # The national list of illnesses is the local one only; the city adds the second kind.
        if "unable to be guardian" not in father + mother:
            found["China"] = classes(china.pack(), together, TODAY)
        wrong += [
            f"{father} × {mother} by {by}: {outcome}, not {expected}"
            for by, outcome in found.items()
            if outcome != expected
        ]
    assert wrong == []


def test_every_letter_stands_for_somebody():
    assert {letter for letter, _ in PARENTS.values()} == set("ADMQBUNF")
    assert len(read(TABLE)) == 64


@pytest.mark.parametrize(
    ("father", "mother", "noted"),
    [
        ("dead", "dead", False),
        ("declared dead", "dead", False),
        ("dead", "declared missing", True),
        ("declared missing", "declared missing", True),
        ("cannot be found", "cannot be found", False),
    ],
)
def test_an_orphan_by_a_declaration_of_missing_is_marked_unconfirmed(father, mother, noted):
    facts = family(PARENTS[father][1], PARENTS[mother][1])

    verdict = beijing.pack().benefit("living-allowance-orphan").judge(facts, TODAY)

    assert verdict.eligible
    assert any("宣告失踪" in note.zh for note in verdict.unconfirmed) is noted


@pytest.mark.parametrize(
    ("father", "mother", "noted"),
    [
        ("six months in prison", "lost for exactly six months", False),
        ("six months in prison", "revoked", True),
        ("expelled", "dead", True),
    ],
)
def test_the_widening_of_2020_is_marked_unconfirmed_where_it_decides(father, mother, noted):
    facts = family(PARENTS[father][1], PARENTS[mother][1])

    verdict = beijing.pack().benefit("living-allowance-de-facto").judge(facts, TODAY)

    assert verdict.eligible
    assert any("2020年通知" in note.zh for note in verdict.unconfirmed) is noted
    assert any("245号" in note.zh for note in verdict.unconfirmed)


def test_a_parent_without_a_cell_goes_to_a_person_and_names_no_paper():
    facts = family(PARENTS["not on record"][1], PARENTS["dead"][1])

    verdict = beijing.pack().benefit("living-allowance-de-facto").judge(facts, TODAY)

    assert verdict.outcome is Outcome.NOT_YET
    assert [figure.code for figure in verdict.missing_values] == ["single-unknown-parent"]
    assert verdict.missing.names == ()


@pytest.mark.parametrize("certified", [{"birth_parents_found": False}, {}])
def test_a_foundling_is_an_orphan_by_the_police_certificate_alone(certified):
    unknown = family({}, {}) | certified

    orphan, de_facto = classes(beijing.pack(), unknown, TODAY)

    if certified:
        assert (orphan, de_facto) == (Outcome.YES, Outcome.NO)
    else:
        assert (orphan, de_facto) == (Outcome.NOT_YET, Outcome.NOT_YET)


def test_whether_a_parent_lives_says_enough_of_the_identity():
    def without_identity(name):
        return {fact: value for fact, value in PARENTS[name][1].items() if fact != "identity"}

    one_able = family({}, without_identity("able"))
    de_facto = family(without_identity("dead"), without_identity("six months in prison"))
    orphan = family(without_identity("dead"), without_identity("declared dead"))

    assert classes(beijing.pack(), one_able, TODAY) == EXPECTED["-"]
    assert classes(beijing.pack(), de_facto, TODAY) == EXPECTED["f"]
    assert classes(beijing.pack(), orphan, TODAY) == EXPECTED["O"]


# --- the committee's finding (one parent gone or unable, the other "for other circumstances") ----

COMMITTEE = [
    ("dead", "able", "f"),
    ("declared missing", "able", "f"),
    ("six months in prison", "able", "f"),
    ("six months in drug treatment", "five months in prison", "f"),
    ("level 2 sight", "able", "f"),
    ("ill, on the list", "able", "-"),
    ("lost for exactly six months", "able", "-"),
    ("revoked", "able", "-"),
    ("able", "able", "-"),
    ("dead", "dead", "O"),
]


@pytest.mark.parametrize(("father", "mother", "expected"), COMMITTEE)
def test_a_committee_may_find_the_other_parent_unable(father, mother, expected):
    facts = family(PARENTS[father][1], PARENTS[mother][1])
    found = facts | {"committee_found_other_parent_unable": True}
    not_found = facts | {"committee_found_other_parent_unable": False}

    assert classes(beijing.pack(), found, TODAY) == EXPECTED[expected]
    if expected == "f":
        assert classes(beijing.pack(), not_found, TODAY) == EXPECTED["-"]
        assert classes(beijing.pack(), facts, TODAY) == EXPECTED["-"]


# --- the earlier texts -------------------------------------------------------------------------

# 京社委儿福发〔2019〕36号, before the national widening: six circumstances, or both revoked.
IN_2019 = date(2020, 6, 15)
LETTERS_OF_2019 = {"revoked": "A", "expelled": "A"}


def test_every_pair_under_the_text_of_2019():
    table = read(TABLE)
    lost_then = {"search_accepted_on": date(2019, 12, 15)}
    short_then = {"search_accepted_on": date(2019, 12, 16)}
    wrong = []
    for (father, (one, fathers)), (mother, (two, mothers)) in product(PARENTS.items(), repeat=2):
        letters = LETTERS_OF_2019.get(father, one), LETTERS_OF_2019.get(mother, two)
        if "revocation not looked into" in father + mother and "revoked" in (father, mother):
            continue  # tried below
        if "expulsion not looked into" in (father + mother):
            continue  # expulsion is nothing to this text: such a parent is able
        facts = family(fathers, mothers) | {"other_guardian_raising": True}
        for who, name in (("father", father), ("mother", mother)):
            if f"{who}_search_accepted_on" in facts and PARENTS[name][1]["search_accepted_on"]:
                facts |= {
                    f"{who}_{record}": day
                    for record, day in (short_then if "short" in name else lost_then).items()
                }
        if "revocation not looked into" in father:
            letters = ("A", letters[1])
        if "revocation not looked into" in mother:
            letters = (letters[0], "A")
        expected = EXPECTED[table[letters]]
        found = classes(beijing.pack(), facts, IN_2019)
        if found != expected:
            wrong.append(f"{father} × {mother}: {found}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize(
    ("on", "raising", "expected"),
    [
        (date(2020, 6, 30), False, Outcome.YES),
        (date(2020, 6, 30), True, Outcome.NO),
        (date(2020, 6, 30), None, Outcome.NOT_YET),
        (date(2026, 3, 2), True, Outcome.YES),
    ],
)
def test_both_parents_revoked(on, raising, expected):
    facts = family(PARENTS["revoked"][1], PARENTS["revoked"][1])

    _, de_facto = classes(beijing.pack(), facts | {"other_guardian_raising": raising}, on)

    assert de_facto is expected


# 京民福发〔2016〕228号: dead, missing, disabled by its own test, or a year or more left.
IN_2016 = date(2018, 3, 31)


def left(measure, months):
    return ABLE | {"measure": measure, "measure_months_left_at_application": months}


PARENTS_OF_2016 = {
    "able": ("A", ABLE),
    "dead": ("D", PARENTS["dead"][1]),
    "declared missing": ("M", PARENTS["declared missing"][1]),
    "level 2 limb": ("Q", disabled("limb", 2)),
    "level 1 sight": ("Q", disabled("sight", 1)),
    "level 3 mental": ("Q", disabled("mental", 3)),
    "level 4 mental": ("A", disabled("mental", 4)),
    "level 1 hearing": ("A", disabled("hearing", 1)),
    "level 2 speech": ("A", disabled("speech", 2)),
    "twelve months of prison left": ("Q", left("prison", 12)),
    "eleven months of prison left": ("A", left("prison", 11)),
    "twelve months of treatment left": ("Q", left("detox", 12)),
    "another measure": ("A", left("other_liberty", 48)),
    "ill, on the list": ("A", PARENTS["ill, on the list"][1]),
    "lost": ("A", LOST | {"search_accepted_on": date(2017, 1, 2)}),
    "prison, months left not known": ("B", ABLE | {"measure": "prison"}),
    "nothing known": ("U", {}),
    "not on record": ("N", {"identity": "not_on_record"}),
    "cannot be found": ("F", {"identity": "cannot_be_found"}),
}


def test_every_pair_under_the_text_of_2016():
    table = read(TABLE)
    wrong = []
    for (father, (one, fathers)), (mother, (two, mothers)) in product(
        PARENTS_OF_2016.items(), repeat=2
    ):
        expected = EXPECTED[table[one, two]]
        found = classes(beijing.pack(), family(fathers, mothers), IN_2016)
        if found != expected:
            wrong.append(f"{father} × {mother}: {found}, not {expected}")
    assert wrong == []


# 京民福发〔2011〕173号: treated as orphans when both are dead, missing, imprisoned or disabled.
@pytest.mark.parametrize(
    ("father", "mother", "expected"),
    [
        ("dead", "six months in prison", "f"),
        ("five months in prison", "declared missing", "f"),
        ("level 2 sight", "five months in prison", "f"),
        ("dead", "able", "-"),
        ("dead", "six months in drug treatment", "-"),
        ("dead", "dead", "O"),
        ("dead", "nothing known", "?"),
    ],
)
def test_the_text_of_2011(father, mother, expected):
    facts = family(PARENTS[father][1], PARENTS[mother][1]) | {"birth_date": date(2008, 1, 1)}

    assert classes(beijing.pack(), facts, date(2013, 3, 31)) == EXPECTED[expected]


@pytest.mark.parametrize(
    ("pack", "day_before"),
    [(beijing, date(2011, 4, 24)), (china, date(2019, 6, 29))],
)
def test_before_the_first_text_the_class_did_not_exist(pack, day_before):
    facts = family(PARENTS["dead"][1], PARENTS["level 1 multiple"][1])
    facts |= {"birth_date": date(2008, 1, 1)}

    _, de_facto = classes(pack.pack(), facts, day_before)

    assert de_facto is Outcome.NO


# --- whatever else is learnt, what was settled stays settled ------------------------------------

# Of these the law looks at the record itself: a death not on record has not been found, a finding
# or a certificate that was not made does not exist, and a parent's identity rules the foundling's
# certificate out.
OF_THE_RECORD = {
    "deceased",
    "committee_found_other_parent_unable",
    "father_lost_contact_certified",
    "mother_lost_contact_certified",
    "father_identity",
    "mother_identity",
}


def values_of(fact):
    if fact.codes is not None:
        return st.sampled_from([code.value for code in fact.codes])
    return {
        Kind.YES_NO: st.booleans(),
        Kind.NUMBER: st.integers(0, 14),
        Kind.DATE: st.dates(date(2006, 1, 1), date(2026, 3, 2)),
        Kind.MONEY: st.decimals("0", "3000", places=2),
    }[fact.kind]


ASKED_OF_THE_CHILD = {*CHILD, "study", "birth_parents_found", "own_dibao_amount"}
ASKED = [
    fact
    for fact in VOCABULARY
    if fact.subject in {"father", "mother"} or fact.name in ASKED_OF_THE_CHILD
]
LEARNT = st.fixed_dictionaries({fact.name: values_of(fact) for fact in ASKED})
KNOWN = st.sets(st.sampled_from([fact.name for fact in ASKED if fact.name not in OF_THE_RECORD]))


@settings(max_examples=300, deadline=None)
@given(everything=LEARNT, hidden=KNOWN)
def test_what_is_settled_stays_settled_whatever_else_is_learnt(everything, hidden):
    some = {name: value for name, value in everything.items() if name not in hidden}
    for code in ("living-allowance-orphan", "living-allowance-de-facto"):
        benefit = beijing.pack().benefit(code)
        before, after = benefit.judge(some, TODAY), benefit.judge(everything, TODAY)
        if before.outcome is not Outcome.NOT_YET:
            assert after.outcome is before.outcome
            assert after.amount == before.amount
        else:
            assert set(before.missing.names) <= hidden

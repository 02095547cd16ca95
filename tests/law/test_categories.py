"""The classes on the child's file, by named children at the edges of each."""

from datetime import date

import pytest

from hutong.law import beijing, china

ON = date(2026, 3, 31)


def held(facts, on=ON, law=beijing):
    """The codes of the classes the child belongs to."""
    return {
        item.category.code for item in law.pack().categories_of(facts, on) if item.outcome is True
    }


def open_(facts, on=ON, law=beijing):
    """The codes of the classes of which it is not yet known."""
    return {
        item.category.code for item in law.pack().categories_of(facts, on) if item.outcome is None
    }


GRANDSON = {
    "birth_date": date(2010, 4, 1),
    "father_life": "alive",
    "father_working_away": True,
    "mother_life": "alive",
    "mother_working_away": True,
}


@pytest.mark.parametrize(
    ("changes", "on", "expected"),
    [
        ({}, date(2026, 3, 31), True),
        ({}, date(2026, 4, 1), False),
        ({"mother_working_away": False, "mother_able_to_guard": True}, ON, False),
        ({"mother_working_away": False, "mother_able_to_guard": False}, ON, True),
        ({"mother_working_away": False, "mother_life": "dead"}, ON, True),
        ({"mother_working_away": False, "father_working_away": False}, ON, False),
        ({"mother_working_away": False}, ON, None),
        ({"birth_date": None}, ON, None),
        ({"birth_date": date(2026, 4, 1)}, ON, False),
    ],
)
def test_left_behind(changes, on, expected):
    codes = {True: held, None: open_}
    found = {
        outcome: "left-behind" in ask(GRANDSON | changes, on) for outcome, ask in codes.items()
    }

    assert found == {True: expected is True, None: expected is None}


def test_beijing_s_left_behind_children_are_of_town_and_country():
    assert china.pack().category("left-behind").label.zh == "农村留守儿童"
    assert beijing.pack().category("left-behind").label.zh == "留守儿童"
    assert held(GRANDSON) == {"left-behind"}


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2025, 9, 30), True),
        (date(2025, 10, 1), False),
        (None, None),
    ],
)
def test_migrant_after_exactly_six_months(since, expected):
    facts = {
        "birth_date": date(2017, 1, 1),
        "moved_with_parent_or_guardian": True,
        "lives_outside_hukou_county_since": since,
    }

    assert ("migrant" in held(facts)) is (expected is True)
    assert ("migrant" in open_(facts)) is (expected is None)


def test_a_migrant_child_of_16_is_counted_no_more():
    facts = {
        "moved_with_parent_or_guardian": True,
        "lives_outside_hukou_county_since": date(2020, 1, 1),
    }

    assert "migrant" in held(facts | {"birth_date": date(2010, 4, 1)})
    assert "migrant" not in held(facts | {"birth_date": date(2010, 3, 31)})


@pytest.mark.parametrize(
    ("birth", "study", "expected"),
    [
        (date(2012, 1, 1), None, True),
        (date(2010, 3, 31), "none", False),
        (date(2010, 3, 31), "general_high", True),
        (date(2010, 3, 31), "secondary_vocational", True),
        (date(2010, 3, 31), "undergraduate", False),
        (date(2010, 3, 31), None, None),
    ],
)
def test_tekun_past_16_while_at_school(birth, study, expected):
    facts = {"birth_date": birth, "study": study, "has_means": False, "supporter_able": False}

    assert ("tekun" in held(facts)) is (expected is True)
    assert ("tekun" in open_(facts)) is (expected is None)


def test_nationally_tekun_ends_at_16_also_for_those_at_school():
    facts = {
        "birth_date": date(2010, 3, 31),
        "study": "general_high",
        "has_means": False,
        "supporter_able": False,
    }

    assert "tekun" not in held(facts, law=china)


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        ("sight", 2, True),
        ("hearing", 2, True),
        ("speech", 1, True),
        ("limb", 3, False),
        ("mental", 3, True),
        ("intellectual", 3, True),
        ("intellectual", 4, False),
        ("multiple", 2, True),
        ("none", None, False),
    ],
)
def test_disabled_children_of_dibao_families(kind, level, expected):
    facts = {
        "birth_date": date(2012, 1, 1),
        "on_dibao": True,
        "major_disease": False,
        "disability_kind": kind,
        "disability_level": level,
    }

    assert ("dibao-sick-or-disabled" in held(facts)) is expected
    assert ("disabled-child" in held(facts)) is expected


def test_a_child_is_in_several_classes_at_once():
    xiaoyu = {
        "birth_date": date(2024, 3, 1),
        "origin": "foundling",
        "birth_parents_found": False,
        "adopted": False,
        "hukou": "institution_collective",
        "care_setting": "institution",
        "court_appointed_civil_affairs": True,
        "disability_kind": "limb",
        "disability_level": 1,
        "on_dibao": False,
        "household_dibao": False,
        "household_low_income": False,
        "family_in_difficulty": True,
    }

    assert held(xiaoyu) >= {
        "orphan",
        "foundling",
        "institution-ward",
        "disabled-child",
        "infant-in-difficulty",
    }
    assert not held(xiaoyu) & {"de-facto-unsupported", "low-income-child"}


def test_class_5_needs_the_collective_registration():
    dongdong = {
        "birth_date": date(2017, 11, 11),
        "care_setting": "institution",
        "origin": "vagrant",
    }

    assert "institution-ward" in held(dongdong | {"hukou": "institution_collective"})
    assert "institution-ward" not in held(dongdong | {"hukou": "none"})
    assert "institution-ward" in open_(dongdong)


def test_adoption_ends_the_orphan_and_begins_the_adopted_disabled_orphan():
    xingchen = {
        "birth_date": date(2018, 8, 8),
        "birth_parents_found": False,
        "orphan_before_adoption": True,
        "disability_kind": "limb",
    }

    assert held(xingchen | {"adopted": False}) == {"orphan"}
    assert held(xingchen | {"adopted": True}) == {"adopted-disabled-orphan"}


def test_every_class_has_its_words_in_both_languages_and_an_article():
    for law in (china, beijing):
        for category in law.pack().categories:
            assert category.label.zh
            assert category.label.en
            assert category.law.instrument


def test_a_city_s_entry_replaces_the_national_one_of_the_same_code():
    replaced = set(china.entries("categories")) & set(china.entries("categories", beijing.__name__))

    assert replaced == {"de-facto-unsupported", "left-behind", "orphan", "tekun"}
    for code in replaced:
        assert beijing.entries("categories")[code] is not china.entries("categories")[code]
    assert beijing.entries("categories")["migrant"] is china.entries("categories")["migrant"]

"""Every worked example of every entry, each under its own story."""

import pytest

from hutong.foundation.policy import Outcome
from hutong.law import beijing, china

BENEFITS = {
    **{benefit.code: benefit for benefit in china.pack().benefits},
    **{benefit.code: benefit for benefit in beijing.pack().benefits},
}
STORIES = [
    pytest.param(benefit, example, id=f"{benefit.code}: {example.story}")
    for benefit in BENEFITS.values()
    for example in benefit.examples
]


@pytest.mark.parametrize(("benefit", "example"), STORIES)
def test_the_example_comes_out_as_it_says(benefit, example):
    assert benefit.run_example(example) == ""


@pytest.mark.parametrize("benefit", BENEFITS.values(), ids=BENEFITS)
def test_each_benefit_shows_a_yes_with_its_sum_a_no_and_a_not_yet(benefit):
    has_a_sum = any(example.pays is not None for example in benefit.examples)

    # The premium of the infants' insurance is not known: nobody can be told a sum.
    # Of what is decided without a sum, nobody is told one either.
    assert has_a_sum or benefit.pays is None or benefit.code == "infant-insurance-premium"
    assert any(example.refuses for example in benefit.examples)
    assert any(example.lacks for example in benefit.examples)


@pytest.mark.parametrize("benefit", BENEFITS.values(), ids=BENEFITS)
def test_no_story_is_told_twice(benefit):
    stories = [example.story for example in benefit.examples]

    assert len(set(stories)) == len(stories)


def test_a_child_of_whom_nothing_is_known_is_never_refused_and_never_paid():
    for benefit in BENEFITS.values():
        day = benefit.examples[0].on
        assert benefit.judge({}, day).outcome is Outcome.NOT_YET, benefit.code

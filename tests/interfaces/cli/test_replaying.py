"""The clock opens what is due and tells; every decision is replayed, and a difference fails."""

import pytest
from click.testing import CliRunner

from hutong.casework.models import Case
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.interfaces.cli import hutong as root
from hutong.programmes.benefits.models import Determination
from tests.interfaces.cli.test_filing import Open

pytest_plugins = ["tests.city"]


@pytest.fixture
def hutong(city):
    """The command as somebody of the cast."""

    def run(username, *words):
        asked = ["--as", username, "--on", city.isoformat(), *words]
        return CliRunner().invoke(root, asked, obj=Open())

    return run


def test_every_decision_of_the_small_city_is_reproduced(hutong, city):
    told = hutong("shenli", "replay")
    with acting(officer_named(username="shenli", on=city)):
        decisions = Determination.objects.count()
    assert decisions > 0
    assert told.exit_code == 0
    assert told.output == (
        f"{decisions} reproduced (0 under a rule that has changed since), 0 different."
        f" 重现 {decisions} 件（其中规则后来改过的 0 件），不同 0 件。\n"
    )


def test_a_decision_that_was_altered_fails_by_the_childs_number_without_a_name(hutong, city):
    shen_li = officer_named(username="shenli", on=city)
    with acting(shen_li):
        kept = Determination.objects.filter(outcome="yes").select_related("child").first()
        Determination.objects.create(
            child=kept.child,
            benefit=kept.benefit,
            decided_on=kept.decided_on,
            decided_by_id=shen_li.account_id,
            granted=False,
            outcome="yes",
            amount=kept.amount + 100,
            facts=kept.facts,
            verdict=kept.verdict,
            rules=kept.rules,
        )
    told = hutong("shenli", "replay", "--since", kept.decided_on.isoformat())
    assert told.exit_code == 1
    assert f"✗ {kept.child.child_no}  {kept.decided_on}  {kept.benefit}\n" in told.output
    assert f"登记的为{kept.amount + 100}" in told.output
    assert kept.child.name not in told.output
    assert ", 1 different." in told.output


def test_the_clock_opens_what_is_due_and_says_how_many(hutong, city, monkeypatch):
    monkeypatch.setenv("HUTONG_TODAY", "2026-12-01")
    first, second = hutong("shenli", "ring"), hutong("shenli", "ring")
    with acting(officer_named(username="shenli", on=city)):
        opened = Case.objects.filter(procedure="december-review").count()
    assert opened > 0
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "0 cases opened. 自动立件 0 件。\n" in second.output
    assert opened <= int(first.output.split()[0])

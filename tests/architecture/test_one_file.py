"""A new procedure is one file, and so is a new benefit: everything else follows from the two.

A copy of the city's law gets one file of each; nothing of the product is touched, and the worklist,
the form, the interface, the command line, the reference page, the statistics and whoever may act
show them.
"""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

import hutong.law.beijing
from hutong.casework import queries
from hutong.casework.models import Case
from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.interfaces.cli import hutong as root
from hutong.programmes.benefits.models import Entitlement
from tests.programmes.benefits.families import a_family
from tests.stories import quarter
from tests.stories.ways import Open

ON = date(2026, 3, 2)

BENEFIT = """
from decimal import Decimal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    Begins, Benefit, Competence, Condition, Dated, Example, Office, Value, age_in_years,
)
from datetime import date
from hutong.registry.people.facts import child

LAW = Citation("春游办法（示例）")
SUM = Dated(
    "spring-outing-sum",
    Text("春游补助标准", "sum of the outing grant"),
    [Value(date(2020, 1, 1), Decimal(120), LAW[3])],
)
benefit = Benefit(
    "spring-outing",
    Text("春游补助", "grant for a spring outing"),
    LAW,
    "spring-outing",
    requires=[
        Condition(
            "of-school-age",
            Text("年满六周岁", "six years old or more"),
            age_in_years(child.birth_date) >= 6,
            LAW[2],
            otherwise=Text("未满六周岁。", "Not six years old yet."),
        )
    ],
    pays=SUM,
    begins=Begins.MONTH_AFTER_CONFIRMATION,
    competence=Competence(Office.STREET, LAW[4]),
    examples=[
        Example("小满 is nine", {"birth_date": date(2016, 5, 21)}, on=date(2026, 3, 31),
                pays=Decimal(120)),
    ],
)
"""
PROCEDURE = """
from datetime import date

from hutong.casework import END, START, Ask, Competent, Procedure, Step, community, street
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import working_days
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits.actions import granting

LAW = Citation("春游办法（示例）")
STREET = street(Role.CHILD_SUPERVISOR)
procedure = Procedure(
    code="spring-outing",
    name=Text("申请春游补助", "applying for the outing grant"),
    about=Text("街道三个工作日内确认。", "The street decides within three working days."),
    law=LAW,
    since=date(2020, 1, 1),
    competent=Competent.HUKOU,
    benefit="spring-outing",
    states={"asked": Text("想去春游，待确认", "wishes to go")},
    steps=(
        Step(
            code="ask", label=Text("提出心愿", "ask"), leaves=START, enters="asked",
            by=community(Role.CHILD_DIRECTOR), law=LAW[1],
            asks=(Ask("applicant", Text("谁提出", "who asks")),),
        ),
        Step(
            code="grant", label=Text("同意春游", "grant"), leaves="asked", enters=END, by=STREET,
            law=LAW[4], within=working_days(3), does=granting.confirm,
            given={"benefit": "spring-outing"}, letter="granted",
        ),
    ),
)
"""


@pytest.fixture
def temporary_law(tmp_path, settings):
    """A copy of the city's law with one file more of each kind."""
    package = tmp_path / "temporary_law"
    shutil.copytree(Path(hutong.law.beijing.__file__).parent, package)
    for file in package.rglob("*.py"):
        file.write_text(file.read_text().replace("hutong.law.beijing", "temporary_law"))
    (package / "benefits" / "spring_outing.py").write_text(BENEFIT)
    (package / "procedures" / "spring_outing.py").write_text(PROCEDURE)
    sys.path.insert(0, str(tmp_path))
    settings.HUTONG_LAW = "temporary_law"
    yield package
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.split(".")[0] == "temporary_law"]:
        del sys.modules[name]


@pytest.fixture
def world(db, temporary_law, monkeypatch):
    monkeypatch.setenv("HUTONG_TODAY", ON.isoformat())
    places, people = quarter.places(), quarter.people()
    by = people.changping.supervisor.officer
    with acting(people.changping.officer.officer):
        from hutong.foundation.calendar.actions import load_package_years

        load_package_years(by=people.changping.officer.officer, on=date(2026, 1, 1))
    child = a_family("林小满", places.longze, by, birth=date(2016, 5, 21), on=ON)
    return places, people.changping, child


def browser(who):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(who.account)
    return client


def page(who, view, *args):
    return browser(who).get(reverse(view, args=args)).content.decode()


def test_one_file_each_and_everything_shows_them(world):
    places, here, child = world
    assert queries.faults() == []

    # reference pages with the drawing, and the rule in words
    reference = page(here.supervisor, "procedure", "spring-outing")
    assert "申请春游补助" in reference
    assert "<svg" in reference
    assert "同意春游" in reference
    assert "年满六周岁" in page(here.supervisor, "policy_benefit", "spring-outing")

    # permission: the director begins, the supervisor decides, nobody else
    declared = queries.for_benefit("spring-outing", ON)
    assert [duty.roles for step in declared.steps for duty in step.duties] == [
        (Role.CHILD_DIRECTOR,),
        (Role.CHILD_SUPERVISOR,),
    ]
    refused = browser(here.officer).post(
        f"/api/children/{child.pk}/cases",
        json.dumps({"procedure": "spring-outing", "answers": {"applicant": "何秀兰"}}),
        "application/json",
    )
    assert refused.status_code == 422
    assert "由社区（村）儿童主任办理" in refused.json()["reasons"][0]["zh"]

    # the decision leads there, the form asks, the interface opens it
    form = reverse("open_case", args=[child.pk, "spring-outing"])
    assert f'href="{form}"' in page(here.director, "decision", child.pk, "spring-outing")
    assert "谁提出" in page(here.director, "open_case", child.pk, "spring-outing")
    opened = browser(here.director).post(
        f"/api/children/{child.pk}/cases",
        json.dumps({"procedure": "spring-outing", "answers": {"applicant": "何秀兰"}}),
        "application/json",
    )
    assert opened.status_code == 201
    listed = browser(here.director).get("/api/procedures").json()
    assert "spring-outing" in [one["code"] for one in listed]

    # worklist, with its limit
    waits = page(here.supervisor, "cases")
    assert "想去春游，待确认" in waits
    assert "剩 3 个工作日" in waits

    # the command line takes the step, the verb grants, the letter is written
    with acting(here.supervisor.officer):
        case = Case.objects.get(procedure="spring-outing")
    done = CliRunner().invoke(
        root,
        ["--as", "gaolan", "--on", ON.isoformat(), "case", "take", case.number, "grant"],
        obj=Open(),
    )
    assert done.exit_code == 0, done.output
    assert "办结" in done.output
    with acting(here.supervisor.officer):
        assert Entitlement.objects.get(child=child).benefit == "spring-outing"
        assert case.letters.get().words["monthly"] == "120.00元"

    # statistics
    with acting(here.officer.officer):
        flow = queries.flow(place=places.changping, since=date(2026, 1, 1), on=ON)
    assert [(one.procedure, one.name, one.open, one.closed) for one in flow] == [
        ("spring-outing", "回龙观街道", 0, 1)
    ]

"""The proof of the table of access holds, and finds each defect that is planted in its way."""

import os
from pathlib import Path

import pytest
from django.db import connection

from hutong.config.embedded import ADMIN, Cluster
from hutong.foundation.access import duties
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import Role
from hutong.trust import matrix
from hutong.trust.addresses import addresses
from hutong.trust.ground import Ground
from hutong.trust.matrix import Trial
from hutong.trust.reports import Report
from hutong.trust.standing import standings
from hutong.trust.table import Answer, NoTable, Relation, Table
from tests.server import MARK

pytest_plugins = ["tests.city"]

SEED = 7


def there(day):
    cluster = Cluster(Path(os.environ[MARK]))
    return Ground(cluster.url(ADMIN, connection.settings_dict["NAME"]), day)


@pytest.fixture
def ground(city):
    return there(city)


def trial(ground, table=None):
    return Trial(Report("matrix", SEED), table or Table.read(), ground, quick=True)


def altered(role, kind, act, answer):
    """The table with one line saying something else, for whomever it can be."""
    table = Table.read()
    return Table(
        type(cell)(cell.role, cell.relation, cell.kind, cell.act, answer)
        if (cell.role, cell.kind, cell.act) == (role, kind, act)
        and cell.answer is not Answer.CANNOT_BE
        else cell
        for cell in table.cells
    )


def one(ground, role, relation, table=None):
    found = table or Table.read()
    only = Table(
        iter([cell for cell in found.cells if (cell.role, cell.relation) == (role, relation)])
    )
    return standings(only, ground, SEED)


# --- it holds -------------------------------------------------------------------------------------


def test_the_code_and_every_address_agree_with_the_table():
    tried = trial(None)
    matrix.the_code(tried)
    matrix.the_addresses(tried, list(addresses()))

    assert tried.report.failures == []
    assert tried.report.passed > 1_000


def test_every_account_of_the_city_sees_whom_it_answers_for(ground):
    tried = trial(ground)
    matrix.every_account(tried)

    assert tried.report.failures == []
    assert tried.report.passed > 400


@pytest.mark.parametrize(
    ("role", "relation"),
    [
        (Role.CHILD_DIRECTOR, Relation.OWN_COMMUNITY),
        (Role.CHILD_DIRECTOR, Relation.SAME_STREET),
        (Role.CHILD_SUPERVISOR, Relation.NO_CONTACT),
        (Role.DISTRICT_OFFICER, Relation.OTHER),
        (Role.INSTITUTION_STAFF, Relation.INSTITUTION),
        (Role.SOCIAL_WORKER, Relation.OWN_CASE),
        (Role.PAYMENT_CHECKER, Relation.SAME_DISTRICT),
        (Role.SYSTEM_ADMINISTRATOR, Relation.OWN_CASE),
    ],
)
def test_rows_and_answers_agree_with_the_table(ground, role, relation):
    tried = trial(ground)
    for standing in one(ground, role, relation):
        matrix.the_rows(tried, standing)
        matrix.the_strictest(tried, standing)
        matrix.the_answers(tried, standing, list(addresses())[::3])

    assert tried.report.failures == []
    assert tried.report.passed > 40


# --- and would say so if it did not ---------------------------------------------------------------


def test_a_duty_too_many_in_the_code_is_found(monkeypatch):
    more = {kind: dict(acts) for kind, acts in duties.DUTIES.items()}
    more[Kind.CASE][Act.VIEW] |= {Role.PARTNER}
    monkeypatch.setattr(duties, "DUTIES", more)
    tried = trial(None)
    matrix.the_code(tried)

    assert tried.report.failures == ["partner case view: table False, code True"]


def test_an_address_that_asks_nothing_is_found():
    tried = trial(None)
    bare = [
        type(address)(**{**{f: getattr(address, f) for f in address.__slots__}, "kind": None})
        for address in list(addresses())[:1]
    ]
    matrix.the_addresses(tried, bare)

    assert len(tried.report.failures) == 1


@pytest.mark.parametrize(
    ("flawed_city", "relation"),
    [
        ("create policy planted on people_child for select using (true)", Relation.OTHER),
        ("drop policy kept_from on people_child", Relation.NO_CONTACT),
    ],
    indirect=["flawed_city"],
)
def test_a_policy_that_lets_too_much_through_is_found(flawed_city, relation):
    tried = trial(there(flawed_city))
    for standing in one(tried.ground, Role.DISTRICT_OFFICER, relation):
        matrix.the_rows(tried, standing)
        matrix.the_answers(tried, standing, [a for a in addresses() if a.name == "child"])

    assert any("people_child" in one for one in tried.report.failures)
    assert any("GET /children/<uuid:pk>/" in one for one in tried.report.failures)


@pytest.mark.parametrize(
    "flawed_city", ["create policy planted on people_child for select using (true)"], indirect=True
)
def test_an_account_that_sees_too_many_is_found(flawed_city):
    tried = trial(there(flawed_city))
    matrix.every_account(tried)

    assert len(tried.report.failures) > 400


@pytest.mark.parametrize(
    "cell",
    [
        (Role.CHILD_DIRECTOR, Relation.OWN_COMMUNITY, Kind.CASE, Act.VIEW, Answer.ABSENT),
        (Role.CHILD_DIRECTOR, Relation.OWN_COMMUNITY, Kind.PAPER, Act.VIEW, Answer.DENY),
        (Role.AUDITOR, Relation.SAME_DISTRICT, Kind.PAPER, Act.VIEW, Answer.ALLOW),
        (Role.CHILD_SUPERVISOR, Relation.SAME_STREET, Kind.HEALTH, Act.OPEN, Answer.ALLOW),
    ],
)
def test_a_cell_that_says_something_else_is_found(ground, cell):
    role, relation, kind, act, answer = cell
    table = altered(role, kind, act, answer)
    tried = trial(ground, table)
    for standing in one(ground, role, relation, table):
        matrix.the_strictest(tried, standing)
        matrix.the_answers(
            tried, standing, [a for a in addresses() if (a.kind, a.act) == (kind, act)]
        )

    assert tried.report.failures != []


def test_a_number_that_is_told_unasked_is_found(ground, monkeypatch):
    from hutong.interfaces.web import children

    monkeypatch.setattr(children, "mask", lambda number: number)
    from hutong.interfaces.web import child_file

    monkeypatch.setattr(child_file, "mask", lambda number: number)
    tried = trial(ground)
    for standing in one(ground, Role.CHILD_DIRECTOR, Relation.OWN_COMMUNITY):
        matrix.the_answers(tried, standing, [a for a in addresses() if a.name == "child"])

    assert any("telling what is kept back" in one for one in tried.report.failures)


def test_a_table_with_a_word_nobody_knows_is_refused(tmp_path):
    wrong = tmp_path / "access.csv"
    wrong.write_text(
        Path(matrix.__file__).parents[2].joinpath("security/access.csv").read_text()[:500] + "?"
    )
    with pytest.raises(NoTable):
        Table.read(wrong)
    with pytest.raises(NoTable):
        Table.read(tmp_path / "nothing.csv")

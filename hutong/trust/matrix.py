"""Every cell of the table of access, over SQL, the pages and the interface; and every account.

What the table says is held against the code, against the policies of the database and against what
is answered. Nothing of it is worked out from another of them.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection

from hutong.casework.actions.ringing import the_clock
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.duties import DUTIES, may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import HOLDABLE, WITHOUT_AN_AREA, Role
from hutong.foundation.places.queries import city
from hutong.registry.people.facts import VOCABULARY
from hutong.trust.addresses import Address, addresses
from hutong.trust.ground import Ground
from hutong.trust.reports import Report
from hutong.trust.requests import Browser, Outcome
from hutong.trust.standing import STRICTEST, Standing, standings
from hutong.trust.table import SHOWS, Answer, Table

STRICTEST_LABEL = VOCABULARY[STRICTEST].label.zh

# By which rows of a child each kind shows in SQL: the table, and the column that names the child.
ROWS = {
    Kind.CHILD: (("people_child", "id"), ("people_domicile", "child_id")),
    Kind.CIRCUMSTANCE: (("people_fact", "child_id"), ("people_relation", "child_id")),
    Kind.PAPER: (("documents_paper", "file"),),
    Kind.CASE: (("casework_case", "child_id"),),
    Kind.BENEFIT: (("benefits_entitlement", "child_id"), ("benefits_line", "child_id")),
    Kind.ACCOUNT: (("benefits_payee_account", "child_id"),),
    Kind.ORDER: (("people_no_contact", "child_id"),),
    Kind.TRAIL: (("history_change", "file"),),
}


@dataclass(frozen=True)
class Trial:
    """One run over the table: where it runs, and how often each cell was tried."""

    report: Report
    table: Table
    ground: Ground
    quick: bool
    cells: Counter[str] = field(default_factory=Counter)


def prove(ground: Ground, *, seed: int, quick: bool = False) -> Report:
    """Run the whole table; `quick` asks every fourth address of each cell."""
    trial = Trial(Report("matrix", seed), Table.read(), ground, quick)
    began = time.monotonic()
    known = list(addresses())
    the_code(trial)
    the_addresses(trial, known)
    every_account(trial)
    asked = known[seed % 4 :: 4] if quick else known
    for standing in standings(trial.table, ground, seed):
        the_rows(trial, standing)
        the_strictest(trial, standing)
        the_answers(trial, standing, asked)
    nothing_was_left_out(trial)
    possible = [cell for cell in trial.table.cells if cell.answer is not Answer.CANNOT_BE]
    trial.report.figures["cells"] = len(possible)
    trial.report.figures["seconds"] = round(time.monotonic() - began)
    return trial.report


# --- what is written ------------------------------------------------------------------------------


def the_code(trial: Trial) -> None:
    """The duties that the ways in ask agree with the table, act by act."""
    report, table = trial.report, trial.table
    for fault in table.faults():
        report.check(False, fault)
    named = {(cell.kind, cell.act) for cell in table.cells}
    for kind, acts in DUTIES.items():
        for act in acts:
            report.check((kind, act) in named, f"the table has no line for {kind} {act}")
    for role in HOLDABLE:
        for kind, act in sorted(named):
            wanted, found = table.includes(role, kind, act), may(role, kind, act)
            report.check(wanted == found, f"{role} {kind} {act}: table {wanted}, code {found}")


def the_addresses(trial: Trial, known: list[Address]) -> None:
    """Every page and every operation says what it asks of a post, in words the table knows."""
    report = trial.report
    named = {(cell.kind, cell.act) for cell in trial.table.cells}
    for one in known:
        if one.kind is None or one.act is None:
            report.check(False, f"{one} asks nothing of a post and is on no list of open ones")
        else:
            sends_nothing = one.act is Act.CHANGE and one.method == "POST"
            report.check(
                (one.kind, one.act) in named or sends_nothing,
                f"{one} asks for {one.kind} {one.act}, which the table does not name",
            )
    report.figures["addresses"] = len(known)


# --- whom SQL shows -------------------------------------------------------------------------------


def every_account(trial: Trial) -> None:
    """For every posting: as many children as a query that no policy binds says it should see."""
    report = trial.report
    with trial.ground.truth() as truth:
        expected = _expected(truth)
    held = Posting.objects.filter(days__contains=trial.ground.on).select_related(
        "account", "place", "unit"
    )
    accounts = 0
    for posting in held.iterator(chunk_size=2_000):
        officer = Officer.of(posting)
        with acting(officer), connection.cursor() as cursor:
            cursor.execute("select count(*) from people_child")
            found = cursor.fetchone()[0]
        wanted = expected(officer)
        accounts += 1
        report.check(
            found == wanted,
            f"{posting.account.username}, {officer.role} at {posting.place_id}: sees {found}"
            f" children, answers for {wanted}",
        )
    report.figures["postings counted"] = accounts


def _expected(truth: psycopg.Connection[Any]) -> Callable[[Officer], int]:
    """How many children each officer answers for, from plain rows and no policy."""
    rows = truth.execute("select id, residence_id, hukou_id from people_child").fetchall()
    given = truth.execute(
        "select file, unit_id, account_id from access_assignment where ended_on is null"
    ).fetchall()
    kept = truth.execute(
        """
        select t.account_id, o.child_id from people_tie t
          join people_adult a on a.id_number_index = t.id_number_index
          join people_no_contact o on o.adult_id = a.id
         where t.ended_on is null and o.lifted_on is null
        """
    ).fetchall()
    none = {Role.PARTNER, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}
    none |= {Role.AUDIT_ADMINISTRATOR}

    def count(officer: Officer) -> int:
        if officer.role in none:
            return 0
        low, high = officer.place_number, officer.place_last
        area = officer.role not in WITHOUT_AN_AREA
        seen = {
            key
            for key, home, hukou in rows
            if area and (low <= (home or 0) <= high or low <= (hukou or 0) <= high)
        }
        seen |= {
            file
            for file, unit, account in given
            if account == officer.account_id or (unit is not None and unit == officer.unit_id)
        }
        return len(seen - {child for account, child in kept if account == officer.account_id})

    return count


def the_rows(trial: Trial, standing: Standing) -> None:
    """What SQL written by hand shows of a child's rows, kind by kind."""
    seer = the_clock(city())
    for kind, tables in ROWS.items():
        if not trial.table.can_be(standing.officer.role, standing.relation, kind):
            continue
        wanted = trial.table.reaches(standing.officer.role, standing.relation, kind)
        for name, column in tables:
            everything, shown = (
                _count(officer, name, column, standing) for officer in (seer, standing.officer)
            )
            trial.report.check(
                shown == (everything if wanted else 0),
                f"SQL: {standing} sees {shown} of {everything} rows of {name}",
            )
            if everything:
                trial.cells[f"{standing.officer.role}/{standing.relation}/{kind}"] += 1


def _count(officer: Officer, name: str, column: str, standing: Standing) -> int:
    # what one did oneself is on one's own trail, whatever the post
    others = f" and actor is distinct from '{standing.account.pk}'" if column == "file" else ""
    others = others if name.startswith("history_") else ""
    with acting(officer), connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from {name} where {column} = %s{others}",  # noqa: S608 - names of ours
            [standing.child],
        )
        found: int = cursor.fetchone()[0]
    return found


# --- what is answered -----------------------------------------------------------------------------


def the_answers(trial: Trial, standing: Standing, asked: list[Address]) -> None:
    """What every address that the table speaks of answers to this officer about this child."""
    browser = Browser(standing)
    role, relation = standing.officer.role, standing.relation
    for one in asked:
        if one.kind is None or one.act is None:
            continue
        answer = trial.table.answer(role, relation, one.kind, one.act)
        if answer is Answer.CANNOT_BE:
            continue
        outcome = browser.ask(one)
        trial.report.check(
            _fits(answer, outcome), f"{one}: {standing} is answered {outcome}, the table: {answer}"
        )
        if answer not in SHOWS or outcome.found:
            trial.cells[f"{role}/{relation}/{one.kind}/{one.act}"] += 1


def the_strictest(trial: Trial, standing: Standing) -> None:
    """What is held most closely is told, its purpose given, to those the table names alone."""
    role, relation = standing.officer.role, standing.relation
    answer = trial.table.answer(role, relation, Kind.HEALTH, Act.OPEN)
    if answer is Answer.CANNOT_BE:
        return
    told = Browser(standing).opened("child_facts", STRICTEST_LABEL)
    trial.report.check(
        told == (answer in SHOWS), f"{standing} is told of {STRICTEST}: {told}, the table: {answer}"
    )
    trial.cells[f"{role}/{relation}/{Kind.HEALTH}/{Act.OPEN}"] += 1


def _fits(answer: Answer, outcome: Outcome) -> bool:
    if outcome.failed:
        return False
    match answer:
        case Answer.DENY:
            return outcome.status == Outcome.FORBIDDEN
        case Answer.ABSENT:
            return outcome.hides
        case Answer.MASK:
            return outcome.status != Outcome.FORBIDDEN and not outcome.tells
        case _:
            return outcome.status != Outcome.FORBIDDEN


def nothing_was_left_out(trial: Trial) -> None:
    """Each cell was tried by an address, or by the rows where it has none; in haste, each kind."""
    for cell in trial.table.cells:
        if cell.answer is Answer.CANNOT_BE or cell.act is Act.RECKON:
            continue
        by_address = trial.cells[f"{cell.role}/{cell.relation}/{cell.kind}/{cell.act}"]
        by_rows = trial.cells[f"{cell.role}/{cell.relation}/{cell.kind}"]
        if not trial.quick:
            trial.report.check(by_address or by_rows, f"never tried: {cell}")

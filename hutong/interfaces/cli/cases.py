"""`hutong case …`, `procedures` and `ring`: cases, and the clock that reminds of them."""

import os
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from hutong.interfaces.cli.group import Session, hutong, refusable, today

if TYPE_CHECKING:
    from hutong.casework.models import Case
    from hutong.foundation.access import Officer
    from hutong.foundation.documents.models import Paper
    from hutong.foundation.places.models import Place
    from hutong.registry.people.models import Child


@hutong.group()
def case() -> None:
    """Cases: what waits, one case, and its steps."""


@case.command("list")
@click.option("--late", is_flag=True, help="What is late in your area, whoever should act.")
@refusable
def list_cases(session: Session, late: bool) -> None:
    """List what waits for your post, the nearest limit first."""
    with session.acting("cases listed on the command line") as officer:
        from hutong.casework import queries

        asked = queries.late_in if late else queries.waiting_for
        for turn in asked(officer, session.day):
            procedure = queries.procedure_of(turn.case)
            state = procedure.state_name(turn.state).zh
            due = f"{turn.due_on} 到期" if turn.due_on else "无期限"
            click.echo(
                f"{turn.case.number}  {turn.case.child.name}  {procedure.name.zh}  {state}  {due}"
            )


@case.command()
@click.argument("number")
@refusable
def show(session: Session, number: str) -> None:
    """Show the case NUMBER: what was done, what runs, what you may do."""
    with session.acting("case opened on the command line") as officer:
        _tell(session, found_case(session, number, officer), officer)


@case.command("open")
@click.argument("procedure")
@click.argument("child_no")
@click.option("--answer", "-a", multiple=True, help="An answer, as name=value.")
@click.option("--paper", "-p", multiple=True, help="A paper, as kind=FILE or kind=FILE@day.")
@click.option("--reason", default="")
@click.option("--other-place", type=int, help="The number of the other place it concerns.")
@refusable
def open_case(
    session: Session,
    procedure: str,
    child_no: str,
    answer: tuple[str, ...],
    paper: tuple[str, ...],
    reason: str,
    other_place: int | None,
) -> None:
    """Open a case of PROCEDURE for the child CHILD_NO."""
    with session.acting("case opened on the command line") as officer:
        from hutong.casework import actions
        from hutong.registry.people.models import Child

        child = Child.objects.filter(child_no=child_no).first()
        if child is None:
            raise click.UsageError("No such child in your area. 没有这名儿童，或者不在您的辖区。")
        opened = actions.open_case(
            procedure=procedure,
            child=child,
            other_place=_place(other_place),
            answers=_answers(answer),
            papers=kept_papers(session, child, paper, officer),
            reason=reason,
            by=officer,
            on=session.day,
        )
        _tell(session, opened, officer)


@case.command()
@click.argument("number")
@click.argument("step")
@click.option("--answer", "-a", multiple=True, help="An answer, as name=value.")
@click.option("--paper", "-p", multiple=True, help="A paper, as kind=FILE or kind=FILE@day.")
@click.option("--reason", default="")
@refusable
def take(
    session: Session,
    number: str,
    step: str,
    answer: tuple[str, ...],
    paper: tuple[str, ...],
    reason: str,
) -> None:
    """Take STEP of the case NUMBER."""
    with session.acting("step taken on the command line") as officer:
        from hutong.casework import actions

        found = found_case(session, number, officer)
        actions.take_step(
            case=found,
            step=step,
            seen=found.taken.count(),
            answers=_answers(answer),
            papers=kept_papers(session, found.child, paper, officer),
            reason=reason,
            by=officer,
            on=session.day,
        )
        found.refresh_from_db()
        _tell(session, found, officer)


@case.command()
@click.argument("letter")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@refusable
def letter(session: Session, letter: str, file: Path) -> None:
    """Write the LETTER of a case, by its number, into FILE as PDF."""
    with session.acting("letter opened on the command line") as officer:
        from hutong.casework import actions
        from hutong.casework.models import Letter

        found = Letter.objects.filter(number=letter).select_related("case").first()
        if found is None:
            raise click.UsageError("No such letter in your area. 没有这份文书，或者不在您的辖区。")
        file.write_bytes(actions.open_letter(letter=found, by=officer, on=session.day))


@case.command()
@click.argument("number")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@refusable
def form(session: Session, number: str, name: str, file: Path) -> None:
    """Write the form NAME of the case NUMBER, filled in as of today, into FILE as PDF."""
    with session.acting("form printed on the command line") as officer:
        from hutong.casework import actions

        found = found_case(session, number, officer)
        sheet = actions.print_form(case=found, name=name, by=officer, on=session.day)
        file.write_bytes(sheet)


@hutong.command()
@refusable
def procedures(session: Session) -> None:
    """List the procedures in force, and fail if any declaration cannot be run."""
    session.wiring.law()
    from hutong.casework import queries

    for one in queries.all_in_force(session.day):
        click.echo(f"{one.code}  {one.name.zh}  {one.law}")
        for step in one.steps:
            limit = step.within.text.zh if step.within else "—"
            who = "或".join(duty.text.zh for duty in step.duties)
            click.echo(f"    {step.code}  {step.label.zh}  {who}  {limit}  {step.law}")
    faults = queries.faults()
    for fault in faults:
        click.echo(f"✗ {fault}", err=True)
    if faults:
        raise SystemExit(1)


@hutong.command()
@click.option("--every", type=click.IntRange(min=1), help="Go on, with so many seconds between.")
@refusable
def ring(session: Session, every: int | None) -> None:
    """Tell whom the law's limits concern that they are half gone, due or past; once each.

    First it opens the cases that the law has opened by themselves, such as a yearly review.
    With --every it goes on until it is stopped, or until whatever started it has ended.
    """
    starter = os.getppid()
    with session.wiring.city():
        while os.getppid() == starter:
            opened, fired = _open_out(), _ring_out()
            if opened or every is None:
                click.echo(f"{opened} cases opened. 自动立件 {opened} 件。")
            if fired or every is None:
                click.echo(f"{fired} reminders. {fired} 条提醒。")
            if every is None:
                return
            for _ in range(every):
                if os.getppid() != starter:
                    return
                time.sleep(1)


def _open_out() -> int:
    """Open every case that is due by itself; how many."""
    from hutong.casework.actions import the_clock
    from hutong.foundation.access import acting
    from hutong.foundation.places.queries import city
    from hutong.programmes.benefits import actions as benefits

    clock = the_clock(city())
    opened = 0
    while True:
        with acting(clock, reason="到期自动立件"):
            passed = benefits.open_what_is_due(by=clock, on=today())
        if not passed.opened:
            return opened
        opened += passed.opened


def _ring_out() -> int:
    """Fire everything that has come due by now; how many."""
    from hutong.casework import actions
    from hutong.foundation.access import acting
    from hutong.foundation.places.queries import city

    clock = actions.the_clock(city())
    fired = 0
    while True:
        with acting(clock, reason="到期提醒"):
            rung = actions.ring(until=_now(), by=clock)
        if not rung.fired:
            return fired
        fired += rung.fired


def _now() -> datetime:
    """This moment; a training copy that stands on another day has its time of day on that one."""
    here = ZoneInfo("Asia/Shanghai")
    moment = datetime.now(here)  # noqa: TID251 - the command line's clock
    return datetime.combine(today(), moment.time(), here)


def found_case(session: Session, number: str, officer: "Officer") -> "Case":
    """The case of a number within the officer's area; the opening is recorded."""
    from hutong.casework.models import Case
    from hutong.foundation.history.actions import record_reading

    found = Case.objects.select_related("child").filter(number=number).first()
    if found is None:
        raise click.UsageError("No such case in your area. 没有这件事，或者不在您的辖区。")
    record_reading(file=found.child_id, what=f"case {number}", by=officer, on=session.day)
    return found


def _tell(session: Session, found: "Case", officer: "Officer") -> None:
    from hutong.casework import queries

    track = queries.track(found)
    state = track.procedure.state_name(track.state).zh
    click.echo(f"{found.number}  {found.child.name}  {track.procedure.name.zh}  {state}")
    for taken in track.taken:
        step = track.procedure.get(taken.step)
        label = step.label.zh if step else taken.step
        who = taken.by.name if taken.by else "到期自动"
        click.echo(f"  {taken.number}. {taken.done_on}  {label}  {who}  {taken.reason}".rstrip())
    for clock in track.clocks:
        due = f"{clock.due_on} 到期" if clock.due_on else "暂停计时"
        click.echo(f"  ⏱ {track.procedure[clock.step].label.zh}  {due}  {clock.law}")
    for letter in found.letters.order_by("pk"):
        handed = f"{letter.handed_over_on} 已送达" if letter.handed_over_on else "未送达"
        click.echo(f"  ✉ {letter.number}  {letter.name}  {handed}")
    for name, offered in queries.forms_of(found, track.taken).items():
        click.echo(f"  🖨 {offered.label.zh}  hutong case form {found.number} {name} …")
    for one in queries.possible_steps(track, officer, session.day):
        if one.refusal is None:
            asks = "".join(f" -a {ask.name}=…" for ask in one.step.asks)
            reason = " --reason …" if one.step.asks_reason else ""
            papers = "".join(f" -p {kind.code}=…" for kind in one.step.needs)
            click.echo(f"  → hutong case take {found.number} {one.step.code}{asks}{papers}{reason}")


def kept_papers(
    session: Session, child: "Child", given: tuple[str, ...], officer: "Officer"
) -> "list[Paper]":
    """Keep the papers given as kind=FILE, or kind=FILE@day of issue."""
    from hutong.casework import queries
    from hutong.foundation.documents import actions

    kinds = queries.paper_kinds()
    kept = []
    for one in given:
        code, equals, written = one.partition("=")
        name, _, issued = written.partition("@")
        if not equals or code not in kinds:
            raise click.UsageError(f"{one!r}: write kind=FILE, the kind one of {', '.join(kinds)}.")
        path = Path(name)
        if not path.is_file():
            raise click.UsageError(f"{name}: no such file. 没有这个文件。")
        kept.append(
            actions.keep_paper(
                file=child.pk,
                kind=kinds[code],
                content=path.read_bytes(),
                file_name=path.name,
                issued_on=_day(issued),
                by=officer,
                on=session.day,
            )
        )
    return kept


def _place(number: int | None) -> "Place | None":
    from hutong.foundation.places.models import Place

    if number is None:
        return None
    found = Place.objects.filter(pk=number).first()
    if found is None:
        raise click.UsageError(f"{number}: no such place. 没有这个地方。")
    return found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise click.UsageError(f"{written!r}: write a day such as 2026-03-05.") from None


def _answers(given: tuple[str, ...]) -> dict[str, str]:
    answers = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"{one!r}: write an answer as name=value.")
        answers[name] = value
    return answers

"""`hutong month …`: the month's round from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hutong.foundation.kernel.money import show
from hutong.foundation.kernel.months import Month
from hutong.interfaces.cli.group import Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.foundation.access import Officer
    from hutong.foundation.places.models import Place
    from hutong.programmes.benefits.models import Round

LOOKED_AT = 200


@hutong.command()
@click.argument("month")
@click.option("--place", "number", type=int, help="Place number (default: your own place).")
@click.option("--lines", "shown", default=30, show_default=True, help="How many changes to show.")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", "step", flag_value="check", help="Check the standing round.")
@click.option("--approve", "step", flag_value="approve", help="Approve the checked round.")
@click.option("--release", "step", flag_value="release", help="Send the approved round on.")
@click.option("--reconcile", "step", flag_value="reconcile", help="Compare it with the answers.")
@click.option(
    "--answers",
    "answered",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bring in the file the bank sent back.",
)
@click.option("--withdraw", "reason", help="Withdraw the open round, with this reason.")
@refusable
def month(
    session: Session,
    month: str,
    number: int | None,
    shown: int,
    folder: Path | None,
    step: str | None,
    answered: Path | None,
    reason: str | None,
) -> None:
    """Run MONTH (2026-11): what is due, what was paid, and every difference with its reason.

    With --to FOLDER the payment list (Excel, P1 and P2) and the bank file (CSV) are written there.
    """
    wanted = Month.parse(month)
    with session.acting(f"round of {month}") as officer:
        from hutong.foundation.places.queries import by_number
        from hutong.programmes.benefits import actions

        place = by_number(number or officer.place_number)
        if reason is not None:
            made = actions.withdraw_round(
                round=_standing(wanted, place), reason=reason, by=officer, on=session.day
            )
        elif answered or step == "reconcile":
            _reconcile(_standing(wanted, place), answered, officer, session)
            return
        elif step == "release":
            made = actions.release_round(round=_standing(wanted, place), by=officer, on=session.day)
        elif step == "check":
            made = actions.check_round(round=_standing(wanted, place), by=officer, on=session.day)
        elif step == "approve":
            made = actions.approve_round(round=_standing(wanted, place), by=officer, on=session.day)
        else:
            made = actions.make_round(month=wanted, place=place, by=officer, on=session.day)
        _tell(made, shown)
        if folder:
            _write(made, folder)


def _standing(wanted: Month, place: "Place") -> "Round":
    from hutong.programmes.benefits import queries

    found = queries.rounds_of(place).filter(
        month=wanted.first_day, place=place, withdrawn_on__isnull=True
    )
    made = found.first()
    if made is None:
        raise click.UsageError(f"There is no round of {wanted} for {place.name}.")
    return made


@hutong.command()
@click.argument("month")
@click.argument("number", type=click.IntRange(min=1))
@click.argument("ruled", type=click.Choice(["paid", "failed", "resend"]))
@click.option("--reason", required=True, help="On what ground.")
@click.option("--place", "place_number", type=int, help="Place number (default: your own place).")
@refusable
def payment(
    session: Session, month: str, number: int, ruled: str, reason: str, place_number: int | None
) -> None:
    """Rule on payment NUMBER of MONTH's bank file: paid, failed, or resend it."""
    wanted = Month.parse(month)
    with session.acting(f"payment {number} of {month}") as officer:
        from hutong.foundation.places.queries import by_number
        from hutong.programmes.benefits import actions, queries
        from hutong.programmes.benefits.models import Payment, Ruled

        made = _standing(wanted, by_number(place_number or officer.place_number))
        found = Payment.objects.filter(round=made, number=number).first()
        if found is None:
            raise click.UsageError(f"No payment {number} in that file. 文件里没有这个序号。")
        if ruled == Ruled.RESEND:
            actions.send_again(payment=found, reason=reason, by=officer, on=session.day)
        else:
            actions.rule_payment(
                payment=found, ruled=Ruled(ruled), reason=reason, by=officer, on=session.day
            )
        standing = queries.standing_of(found)
        click.echo(f"{number}  {found.holder}  {show(found.amount)}  {standing.next.zh}")


def _reconcile(made: "Round", answered: Path | None, officer: "Officer", session: Session) -> None:
    """The bank's answers if there are any, then the figures, and what a person must look at."""
    from hutong.programmes.benefits import actions, queries
    from hutong.programmes.benefits.models import Mismatch

    if answered:
        actions.take_answers(
            round=made,
            file_name=answered.name,
            content=answered.read_bytes(),
            by=officer,
            on=session.day,
        )
    found = queries.reconciliation(made)
    if found is None:
        raise click.UsageError("It has not gone to the bank line by line. 这一期没有逐笔送银行。")
    click.echo(f"{made.month} {made.place.name}")
    declared = found.declared
    click.echo(f"  申报 declared   {declared.children:>7}  {show(declared.amount):>18}")
    for heap, sums in found.heaps.items():
        words = f"{queries.LABELS[heap].zh} {queries.LABELS[heap].en}"
        click.echo(f"  {words:<14} {sums.children:>7}  {show(sums.amount):>18}")
    click.echo("  相符 adds up" if found.adds_up else "  不符 does not add up")
    for one in queries.standings(made, limit=LOOKED_AT):
        label = queries.LABELS[one.heap].zh
        click.echo(
            f"  {one.payment.number}  {one.payment.holder}  {show(one.payment.amount)}  {label}"
            f"  {one.reason}  {one.next.zh}"
        )
    for answer in queries.findings_of(made, limit=LOOKED_AT):
        why = queries.MISMATCHES[Mismatch(answer.mismatch)].zh
        click.echo(f"  ✗ {answer.row}  {answer.written.get('number', '')}  {why}")


def _tell(made: "Round", shown: int) -> None:
    """The round in figures, then what differs from last month, each line with its reason."""
    from hutong.programmes.benefits import queries

    summary = queries.round_summary(made)
    click.echo(f"{made.month} {made.place.name}  {made.state.value}  {made.pk}")
    click.echo(f"  应发 due            {summary.due.children:>7}  {show(summary.due.amount):>18}")
    last = summary.paid_last_month
    click.echo(f"  上月已发 last month {last.children:>7}  {show(last.amount):>18}")
    for change, sums in summary.changes.items():
        words = f"{change.label.zh} {change.label.en}"
        click.echo(f"  {words:<17} {sums.children:>7}  {show(sums.amount):>18}")
    click.echo(
        f"  本次拨付 to pay     {summary.to_pay.children:>7}  {show(summary.to_pay.amount):>18}"
    )
    if summary.held:
        click.echo(f"  暂缓 held           {summary.held:>7}")
    for line in queries.changed_lines(made, limit=shown):
        kinds = "、".join(change.label.zh for change in line.changes)
        parts = [f"{show(line.last_month)} → {show(line.this_month)}"]
        parts += [f"补发 {show(line.back_pay)}"] if line.back_pay else []
        parts += [f"追回 {show(line.recovery)}"] if line.recovery else []
        click.echo(f"  {line.child.name}  {kinds}  {'，'.join(parts)}  {line.why.zh}")


def _write(made: "Round", folder: Path) -> None:
    from hutong.programmes.benefits.tables import bank_file_csv, payment_list_xlsx

    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / f"payment-list-{made.month}-{made.place_id}.xlsx"
    listed.write_bytes(payment_list_xlsx(made))
    bank = folder / f"bank-{made.month}-{made.place_id}.csv"
    bank.write_bytes(bank_file_csv(made))
    click.echo(f"Written: {listed}, {bank}")

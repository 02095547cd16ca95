"""`hutong account-change …`: changing the account a child's money goes to."""

from datetime import date
from typing import TYPE_CHECKING

import click

from hutong.interfaces.cli.cases import kept_papers
from hutong.interfaces.cli.filing import child_numbered
from hutong.interfaces.cli.group import Day, Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.programmes.benefits.models import AccountChange
    from hutong.registry.people.models import Child

KINDS = ("own", "guardian", "institution", "carer", "other")
PAPER = "A paper, as kind=FILE or kind=FILE@day."


@hutong.group("account-change")
def account_change() -> None:
    """Another account for a child: proposed, approved by another person, used after a wait."""


@account_change.command()
@click.argument("number")
@click.option("--holder", required=True)
@click.option("--kind", "holder_kind", type=click.Choice(KINDS), required=True)
@click.option("--relation", required=True, help="What the holder is to the child.")
@click.option("--bank", required=True)
@click.option("--account", "account_number", required=True, help="8 to 30 digits.")
@click.option("--why", required=True)
@click.option("--since", type=Day(), help="From which day it is wished.")
@click.option("--paper", "-p", multiple=True, help=PAPER)
@refusable
def propose(
    session: Session,
    *,
    number: str,
    holder: str,
    holder_kind: str,
    relation: str,
    bank: str,
    account_number: str,
    why: str,
    since: date | None,
    paper: tuple[str, ...],
) -> None:
    """Ask that the money of the child NUMBER go to another account."""
    with session.acting("change of account on the command line") as officer:
        from hutong.programmes.benefits import actions

        child = child_numbered(number)
        actions.propose_account_change(
            child=child,
            holder=holder,
            holder_kind=holder_kind,
            relation=relation,
            bank=bank,
            number=account_number,
            why=why,
            wished_from=since,
            papers=kept_papers(session, child, paper, officer),
            by=officer,
            on=session.day,
        )
        _tell(session, child)


@account_change.command()
@click.argument("number")
@click.option("--answer", default="", help="What you say to what speaks against it.")
@click.option("--paper", "-p", multiple=True, help=PAPER)
@refusable
def approve(session: Session, number: str, answer: str, paper: tuple[str, ...]) -> None:
    """Approve, as another person, the change that is open for the child NUMBER."""
    with session.acting("change of account on the command line") as officer:
        from hutong.programmes.benefits import actions

        child = child_numbered(number)
        actions.approve_account_change(
            change=_open(session, child),
            answer=answer,
            papers=kept_papers(session, child, paper, officer),
            by=officer,
            on=session.day,
        )
        _tell(session, child)


@account_change.command()
@click.argument("number")
@click.option("--reason", required=True)
@refusable
def refuse(session: Session, number: str, reason: str) -> None:
    """Refuse, as another person, the change that is open for the child NUMBER."""
    with session.acting("change of account on the command line") as officer:
        from hutong.programmes.benefits import actions

        child = child_numbered(number)
        actions.refuse_account_change(
            change=_open(session, child), reason=reason, by=officer, on=session.day
        )
        _tell(session, child)


@account_change.command()
@click.argument("number")
@click.option("--reason", required=True)
@refusable
def withdraw(session: Session, number: str, reason: str) -> None:
    """Call off the change that is open for the child NUMBER before it takes effect."""
    with session.acting("change of account on the command line") as officer:
        from hutong.programmes.benefits import actions

        child = child_numbered(number)
        actions.withdraw_account_change(
            change=_open(session, child), reason=reason, by=officer, on=session.day
        )
        _tell(session, child)


@account_change.command()
@click.argument("number")
@click.option("--reason", required=True)
@click.option("--lift", is_flag=True, help="Pay to it again.")
@refusable
def hold(session: Session, number: str, reason: str, lift: bool) -> None:
    """Pay nothing to the present account of the child NUMBER, or pay to it again."""
    with session.acting("change of account on the command line") as officer:
        from hutong.programmes.benefits import actions

        verb = actions.lift_hold if lift else actions.hold_account
        child = child_numbered(number)
        verb(child=child, reason=reason, by=officer, on=session.day)
        _tell(session, child)


@account_change.command("show")
@click.argument("number")
@refusable
def show(session: Session, number: str) -> None:
    """Show every change of account of the child NUMBER, and whether its account is held back."""
    with session.acting("changes of account read on the command line") as officer:
        from hutong.foundation.history.actions import record_reading

        child = child_numbered(number)
        record_reading(file=child.pk, what="account", by=officer, on=session.day)
        _tell(session, child)


def _open(session: Session, child: "Child") -> "AccountChange":
    from hutong.programmes.benefits import queries

    change = queries.unfinished_change(child, session.day)
    if change is None:
        raise click.UsageError("No change of account is open. 没有待办的账户变更。")
    return change


def _tell(session: Session, child: "Child") -> None:
    from hutong.programmes.benefits import queries

    held = queries.hold_on(child, session.day)
    if held is not None:
        click.echo(f"{held.recorded_on} 起暂停发放 held back: {held.reason}")
    for one in queries.account_changes_of(child):
        state = {"refused": "已驳回 refused", "withdrawn": "已撤回 called off"}.get(one.ended_as)
        if state is None and one.takes_effect_on is None:
            state = "待另一人核准 waits for another person"
        elif state is None:
            state = f"{one.takes_effect_on} 起启用 in use from then"
        click.echo(
            f"{one.proposed_on}  {one.holder}（{one.relation}） {one.bank} "
            f"**** {one.number[-4:]}  {state}"
        )
        if one.undecided:
            for doubt in queries.account_doubts(one, session.day):
                click.echo(f"  ! {doubt.sentence.zh}")

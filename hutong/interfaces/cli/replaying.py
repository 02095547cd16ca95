"""`hutong replay`: every decision judged again from what was frozen with it."""

from datetime import date

import click

from hutong.interfaces.cli.group import Day, Session, hutong, refusable


@hutong.command()
@click.option("--since", type=Day(), default=None, help="Decisions of this day and later.")
@click.option("--until", type=Day(), default=None, help="Decisions of this day and earlier.")
@refusable
def replay(session: Session, since: date | None, until: date | None) -> None:
    """Judge every decision in your area anew, on its own facts and its own day.

    Prints each that comes out otherwise, by the numbers of child and case and without names: which
    rule changed and how the answer differs. Fails if there is one.
    """
    reproduced = changed = different = 0
    with session.acting("decisions replayed on the command line"):
        from hutong.programmes.benefits import queries

        for one in queries.replay(since=since, until=until):
            reproduced += one.reproduced
            changed += one.reproduced and one.rule_changed
            different += not one.reproduced
            if not one.reproduced:
                kept = one.determination
                where = f"{one.child_no}  {one.case}".rstrip()
                click.echo(f"✗ {where}  {kept.decided_on}  {kept.benefit}")
                for difference in one.differences:
                    click.echo(f"    {difference.zh}\n    {difference.en}")
    click.echo(
        f"{reproduced} reproduced ({changed} under a rule that has changed since),"
        f" {different} different."
        f" 重现 {reproduced} 件（其中规则后来改过的 {changed} 件），不同 {different} 件。"
    )
    if different:
        raise SystemExit(1)

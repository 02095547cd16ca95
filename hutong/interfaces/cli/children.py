"""`hutong child …`: a child's file on the command line."""

from decimal import Decimal

import click

from hutong.foundation.kernel.money import show
from hutong.foundation.policy import Weighing
from hutong.interfaces.cli.group import Session, hutong, refusable


@hutong.command()
@click.argument("text")
@refusable
def child(session: Session, text: str) -> None:
    """Find a child by name, pinyin, initials, ID tail or number; one hit opens the file."""
    with session.acting("file opened on the command line") as officer:
        from hutong.foundation.history.actions import record_reading, record_search
        from hutong.foundation.kernel.identity import mask
        from hutong.programmes.benefits.queries import both_sides, law, owed
        from hutong.registry.people import queries

        found = queries.search(text)
        if not found.children:
            raise click.UsageError("Nobody by that in your area. 没有找到，或者不在您的辖区。")
        record_search(
            what="command line",
            sought=text,
            files=[one.pk for one in found.children],
            by=officer,
            on=session.day,
        )
        if len(found.children) > 1:
            for one in found.children:
                where = one.residence.name if one.residence and not one.sheltered else ""
                click.echo(f"{one.child_no}  {one.name}  {one.birth_date or ''}  {where}")
            return
        one = found.children[0]
        record_reading(file=one.pk, what="command line", by=officer, on=session.day)
        number = mask(one.id_number) if one.id_number else "无身份证号"
        click.echo(f"{one.name}  {one.child_no}  {one.birth_date or '出生日期不详'}  {number}")
        rows = queries.fact_rows(one, session.day, session.day)
        click.echo("\n已知 what is known")
        for row in rows:
            since = f"{row.since} 起" if row.since else ""
            shown = row.fact.show(row.value).zh
            click.echo(f"  {row.fact.label.zh}：{shown}  {since}  {row.paper}".rstrip())
        facts = {row.fact.name: row.value for row in rows}
        click.echo("\n类别 categories")
        for finding in law().categories_of(facts, session.day, known_on=session.day):
            if finding.outcome is not False:
                sign = "✓" if finding.outcome else "？"
                click.echo(f"  {sign} {finding.category.label.zh}  {finding.category.law}")
        click.echo("\n应得 what is owed")
        every = owed(one, on=session.day, known_on=session.day)
        for item in every:
            verdict = item.verdict
            amount = show(verdict.amount) if verdict.amount is not None else "—"
            mark = "  ← 拟发 proposed" if item.proposed else ""
            click.echo(f"  {verdict.outcome.label.zh}  {amount}  {item.benefit.name.zh}{mark}")
            for refusal in verdict.refusals:
                click.echo(f"      ✗ {refusal.sentence.zh}  {refusal.law or ''}")
            for fact in verdict.shortest:
                click.echo(f"      ？ {fact.paper.zh}（{fact.supplier.zh}）")
            for note in item.unconfirmed:
                click.echo(f"      ! {note.zh}")
        _tell_sides(both_sides(every))


def _tell_sides(weighing: Weighing) -> None:
    """What is drawn with each choice, the better first; nothing where there is no choice."""
    if not weighing.turning:
        return
    click.echo("\n两边对比 both sides")
    for side in weighing.sides:
        mark = "  ← 拟享受 proposed" if side is weighing.proposed else ""
        click.echo(f"  {show(side.total)} / 月{mark}")
        for line in side.paid:
            amount = show(line.amount or Decimal(0))
            click.echo(f"      {amount}  {line.benefit.name.zh}  {line.benefit.law}")
        for benefit in side.given_up:
            click.echo(f"      须先退出 given up first: {benefit.name.zh}")

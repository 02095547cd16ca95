"""`hutong register …`: a register sent in as Excel or CSV, previewed, then taken."""

from pathlib import Path
from uuid import UUID

import click

from hutong.interfaces.cli.group import Session, hutong, refusable


@hutong.group("register")
def register() -> None:
    """Import registers: preview first, then accept."""


@register.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(["R1", "R6", "R7", "R8"]), default=None)
@click.option(
    "--rows", "shown", default=20, show_default=True, help="How many faulty rows to show."
)
@refusable
def preview(session: Session, file: Path, kind: str | None, shown: int) -> None:
    """Read FILE and give every row its verdict; nothing enters the register yet."""
    with session.acting("preview of a register") as officer:
        from hutong.registry.people.registers import queries
        from hutong.registry.people.registers.actions import preview_register
        from hutong.registry.people.registers.proposal import TAKEABLE, VERDICTS, Verdict

        imported = preview_register(
            kind=kind, file_name=file.name, content=file.read_bytes(), by=officer, on=session.day
        )
        counts = queries.counts(imported)
        click.echo(f"{imported.register}  {file.name}  {counts['rows']} rows")
        for verdict in Verdict:
            label = VERDICTS[verdict]
            click.echo(f"  {counts[verdict.value]:>6}  {label.zh} ({label.en})")
        stopped = [verdict for verdict in Verdict if verdict not in TAKEABLE]
        for row in queries.rows_of(imported, stopped)[:shown]:
            click.echo(f"{row.sheet} {row.row}  {row.name}")
            for note in row.notes:
                click.echo(f"    {note['column']}  {note['zh']}")
        click.echo(f"To take what can be taken:  hutong register accept {imported.pk}")


@register.command()
@click.argument("imported", type=click.UUID)
@refusable
def accept(session: Session, imported: UUID) -> None:
    """Take every row of a previewed register that can be taken: all of them or none."""
    with session.acting("acceptance of a register") as officer:
        from hutong.registry.people.registers import queries
        from hutong.registry.people.registers.actions import accept_rows

        found = queries.files().filter(pk=imported).first()
        if found is None:
            raise click.UsageError("There is no such register in your area.")
        taken = accept_rows(imported=found, by=officer, on=session.day)
        click.echo(f"{len(taken.children)} children taken, {len(taken.left)} left out.")


@register.command("hand-back")
@click.argument("imported", type=click.UUID)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@refusable
def hand_back(session: Session, imported: UUID, target: Path) -> None:
    """Write the rows that cannot be taken to TARGET (.xlsx), each with its reasons."""
    with session.acting("rows handed back"):
        from hutong.registry.people.registers import queries
        from hutong.registry.people.registers.actions import rejected_as_xlsx

        found = queries.files().filter(pk=imported).first()
        if found is None:
            raise click.UsageError("There is no such register in your area.")
        target.write_bytes(rejected_as_xlsx(found))
        click.echo(f"Written to {target}.")

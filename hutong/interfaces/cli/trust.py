"""`hutong trust …`: what is promised about access and records, proved again."""

import logging
from typing import TYPE_CHECKING

import click

from hutong.interfaces.cli.group import Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.trust.reports import Report

SEED = 20261124


@hutong.group()
def trust() -> None:
    """Prove again what is promised; on an invented city of its own, which is thrown away."""


@trust.command()
@click.option("--seed", default=SEED, show_default=True)
@click.option("--quick", is_flag=True, help="Every fourth address only.")
@click.option("--whole", is_flag=True, help="The whole demonstration city, not a few streets.")
@refusable
def matrix(session: Session, seed: int, quick: bool, whole: bool) -> None:
    """Every cell of security/access.csv, over SQL, pages and interface; every account."""
    with session.wiring.proving_ground(session.day, whole=whole) as ground:
        from hutong.trust.matrix import prove

        logging.disable()  # thousands of refusals are what is asked for
        _tell(prove(ground, seed=seed, quick=quick))


def _tell(report: "Report") -> None:
    for line in report.lines():
        click.echo(line)
    if not report.held:
        raise SystemExit(1)

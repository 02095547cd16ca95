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


@trust.command("audit")
@click.option("--seed", default=SEED, show_default=True)
@click.option("--quick", is_flag=True, help="A hundred changes and ten thousand entries.")
@refusable
def audit_log(session: Session, seed: int, quick: bool) -> None:
    """A thousand changes to a sealed log, each found; a million entries, verified."""
    with session.wiring.proving_ground(session.day, whole=False) as ground:
        from hutong.trust.audit import prove

        size = {"changes": 100, "large": 10_000} if quick else {}
        _tell(prove(ground, seed=seed, **size))


@trust.command()
@click.option("--seed", default=SEED, show_default=True)
@click.option("--statements", default=1_000, show_default=True)
@refusable
def hostile(session: Session, seed: int, statements: int) -> None:
    """A thousand hostile statements as the serving role: no row outside anybody's scope."""
    with session.wiring.proving_ground(session.day, whole=False) as ground:
        from hutong.trust.hostile import prove

        logging.disable()
        _tell(prove(ground, seed=seed, statements=statements))


@trust.command()
@click.option("--seed", default=SEED, show_default=True)
@click.option("--quick", is_flag=True, help="Twenty thousand nonces instead of a million.")
@refusable
def crypto(session: Session, seed: int, quick: bool) -> None:
    """Sealed columns: standard vectors, nonces, moved and altered seals, keys that change."""
    with session.wiring.proving_ground(session.day, whole=False) as ground:
        from hutong.trust.crypto import prove

        size = {"nonces": 20_000, "kills": 3} if quick else {}
        _tell(prove(ground, seed=seed, **size))


@trust.command()
@click.option("--seed", default=SEED, show_default=True)
@refusable
def canary(session: Session, seed: int) -> None:
    """Fifty numbers, addresses and accounts go in; none lies plain in a dump, a log or a file."""
    with session.wiring.proving_ground(session.day, whole=False) as ground:
        from hutong.trust.canary import prove

        _tell(prove(ground, seed=seed))


def _tell(report: "Report") -> None:
    for line in report.lines():
        click.echo(line)
    if not report.held:
        raise SystemExit(1)

"""`hutong audit …`: the log is sealed while the city is served, and can be verified by anybody."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.cli.group import Session, hutong, refusable

if TYPE_CHECKING:
    import psycopg

HEADS = "seals.jsonl"


class NotTheOwners(Refused):
    """The whole log is read with the owner's address alone."""


@hutong.group()
def audit() -> None:
    """The log of every change, reading and search: sealed, and verified."""


@audit.command("seal")
@click.option("--every", type=click.IntRange(min=1), help="Go on, with so many seconds between.")
@refusable
def seal_log(session: Session, every: int | None) -> None:
    """Seal what was written since the last seal; with --every go on until stopped.

    Each seal is added to seals.jsonl in the home folder as well: copy that file to another
    machine, and nobody who has this one can cut the end off the log unnoticed.
    """
    starter = os.getppid()
    with session.wiring.city():
        from django.conf import settings

        from hutong.foundation.history import sealing

        key, heads = sealing.signing_key(settings.SECRET_KEY), session.wiring.home / HEADS
        while os.getppid() == starter:
            made = sealing.seal(_log(), key)
            if made is not None:
                sealing.keep(made, heads)
            if every is None:
                told = f"seal {made.number}: {made.count} entries" if made else "nothing to seal"
                click.echo(told)
                return
            time.sleep(every)


@audit.command()
@click.option("--head", type=click.Path(path_type=Path), help="A copy of seals.jsonl.")
@click.option("--key", help="The public key, in hexadecimal; ours by default.")
@refusable
def verify(session: Session, head: Path | None, key: str | None) -> None:
    """Hash the whole log again and compare it with every seal; each fault is told."""
    with session.wiring.city():
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from django.conf import settings

        from hutong.foundation.history import sealing

        ours = sealing.public_key(sealing.signing_key(settings.SECRET_KEY))
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key or ours))
        kept = sealing.kept_head(head or session.wiring.home / HEADS)
        began = time.monotonic()
        found = sealing.verify(_log(), public, head=kept)
        seconds = time.monotonic() - began
    click.echo(
        f"{found.entries:,} entries under {found.seals:,} seals, {found.unsealed:,} not sealed yet"
        f" ({seconds:.1f} s); key {key or ours}"
    )
    for fault in found.faults:
        click.echo(f"✗ {fault}")
    if not found.sound:
        raise SystemExit(1)
    click.echo("The log is as it was sealed. 日志与封存时一致。")


def _log() -> "psycopg.Connection[Any]":
    """The owner's connection, which sees the whole log."""
    from django.db import connections

    if "HUTONG_OWNER_DATABASE_URL" not in os.environ:
        raise NotTheOwners(
            Finding(
                Text(
                    "封存和核验要用所有者的地址：请设好 HUTONG_OWNER_DATABASE_URL。",
                    "Sealing and verifying read the whole log: set HUTONG_OWNER_DATABASE_URL.",
                )
            )
        )
    owner = connections["owner"]
    owner.ensure_connection()
    connection: psycopg.Connection[Any] = owner.connection
    return connection

"""`hutong serve`: from an empty folder to pages, with a line for each step."""

import hashlib
import io
import shlex
import time
from pathlib import Path

import click

from hutong.interfaces.cli.group import Session, hutong, refusable

PORT = 8000


@hutong.command()
@click.option("--port", default=PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--empty", is_flag=True, help="Build no invented city.")
@refusable
def serve(session: Session, port: int, host: str, workers: int, empty: bool) -> None:
    """Set up what is missing, then serve the city."""
    began = time.monotonic()
    session.wiring.refuse_taken(port=port, host=host)
    with session.wiring.city(_say):
        from hutong import demo

        _collect(session.wiring.home)
        if not empty and not demo.exists():
            _say("The invented city on the real map")
            demo.build(home=session.wiring.home, on=session.day, say=_say)
        click.echo(
            f"\n护童 Hutong is at http://localhost:{port}  ({time.monotonic() - began:.1f} s)"
        )
        _print_sign_ins(demo.sign_ins(session.wiring.home))
        session.wiring.serve(port=port, host=host, workers=workers)


@hutong.command("prepare-database")
@click.option("--admin", required=True, help="Address of an administrator of the server.")
@refusable
def prepare_database(session: Session, admin: str) -> None:
    """Make Hutong's two roles and its database on a PostgreSQL 15 or newer of your own.

    The two settings are all that is printed, so that they can go into a file. Running it again
    changes nothing but the two passwords, and prints the new ones.
    """
    settings = session.wiring.prepare(admin)
    click.echo("Keep these two settings where only the service can read them:", err=True)
    for variable, address in settings.items():
        click.echo(f"{variable}={shlex.quote(address)}")
    session.wiring.examine(settings)


@hutong.command()
@refusable
def migrate(session: Session) -> None:
    """Bring the tables up to date; on a server of your own this needs the owner's address."""
    with session.wiring.city(_say):
        click.echo("The tables are up to date.")


def _say(line: str) -> None:
    click.echo(f"· {line} …")


def _print_sign_ins(sign_ins: list[dict[str, str]]) -> None:
    if not sign_ins:
        return
    click.echo("\nSign in as one of these (invented people):")
    for one in sign_ins:
        click.echo(f"  {one['username']:<12} {one['password']:<16} {one['post']}")
    click.echo("\nCtrl-C stops it.")


def _collect(home: Path) -> None:
    """Gather the files pages need, when they have changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path}{Path(storage.path(path)).stat().st_mtime_ns}".encode())
    stamp = home / "static-collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    _say("Style sheets, scripts and maps")
    call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
    stamp.write_text(digest.hexdigest())

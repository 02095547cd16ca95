"""`hutong keys …`: the keys under which numbers, addresses, accounts and files are sealed."""

import os

import click

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.cli.group import Session, hutong, refusable

CLASSES = ["identity", "contact", "health", "placement", "reporter", "account", "file"]


class NotTheOwnersKeys(Refused):
    """Keys are made with the owner's address alone."""


@hutong.group()
def keys() -> None:
    """Keys by class, wrapped by the master key (HUTONG_MASTER_KEY), which no database holds."""


@keys.command()
@refusable
def status(session: Session) -> None:
    """Which version of each key seals now, and how many rows older ones sealed."""
    with session.wiring.city():
        from hutong.casework.actions.ringing import the_clock
        from hutong.foundation.access import acting
        from hutong.foundation.places.queries import city
        from hutong.foundation.secrecy.actions import under_older_keys
        from hutong.foundation.secrecy.keys import newest
        from hutong.foundation.secrecy.kinds import Secret

        with acting(the_clock(city())):
            for secret in Secret:
                key = newest(secret)
                older = sum(under_older_keys(secret).values())
                click.echo(f"{secret:10} version {key.version} ({key.suite.code})  older: {older}")


@keys.command()
@click.argument("name", type=click.Choice(CLASSES))
@click.option("--resume", is_flag=True, help="Make no new key; go on sealing anew.")
@refusable
def rotate(session: Session, name: str, resume: bool) -> None:
    """Make a new key for a class and seal anew, while the city is served.

    It may be stopped at any moment; go on with --resume. What nobody may alter (payments, letters,
    papers, the history) keeps its seal, and the old key stays for it.
    """
    with session.wiring.city():
        from hutong.casework.actions.ringing import the_clock
        from hutong.foundation.access import acting
        from hutong.foundation.places.queries import city
        from hutong.foundation.secrecy.actions import reseal_some
        from hutong.foundation.secrecy.keys import make_key, newest
        from hutong.foundation.secrecy.kinds import Secret

        secret = Secret(name)
        if not resume:
            _need_the_owner()
            make_key(secret)
        clock, done = the_clock(city()), 0
        while True:
            with acting(clock):
                batch = reseal_some(secret)
            if not batch:
                break
            done += batch
        click.echo(f"{name}: version {newest(secret).version}; {done} sealed anew")


@keys.command()
@click.option("--old", prompt=True, hide_input=True, help="The master key until now.")
@refusable
def wrap(session: Session, old: str) -> None:
    """Wrap every key by the master key that is set now; nothing that was sealed changes."""
    from django.conf import settings

    settings.MASTER_KEY, now = old, settings.MASTER_KEY
    with session.wiring.city():
        from hutong.foundation.secrecy.keys import wrap_anew

        _need_the_owner()
        settings.MASTER_KEY = now
        click.echo(f"{wrap_anew(old)} keys wrapped anew")


def _need_the_owner() -> None:
    if "HUTONG_OWNER_DATABASE_URL" not in os.environ:
        raise NotTheOwnersKeys(
            Finding(
                Text(
                    "换密钥要用数据库所有者的地址：请设好 HUTONG_OWNER_DATABASE_URL。",
                    "Keys are made by the database's owner: set HUTONG_OWNER_DATABASE_URL.",
                )
            )
        )

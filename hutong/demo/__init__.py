"""An invented city on the real map, built with the same verbs as a real one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from hutong.demo import signing_in
from hutong.demo.city import SMALL, SMALL_ROUNDS, SMALL_STREETS, Builder, Wanted, half_built
from hutong.demo.mix import scaled, whole
from hutong.demo.signing_in import sign_ins
from hutong.foundation.access.models import Account

__all__ = ["build", "build_small", "exists", "sign_ins"]


def exists() -> bool:
    """Whether the database holds a city: this one, complete, or somebody's own."""
    return Account.objects.exists() and not half_built()


def build(*, home: Path, on: date, say: Callable[[str], None]) -> None:
    """Build the whole city as of a day; after a break, what is missing of it."""
    Builder(Wanted(on=on, counts=whole()), say).build()
    say("Passwords for those who can sign in")
    signing_in.give_out(home=home, on=on)


def build_small(*, on: date, say: Callable[[str], None] = lambda _: None) -> None:
    """Build a few streets of three districts, with the cast and some hundred children."""
    small = Wanted(on=on, counts=scaled(SMALL), rounds=SMALL_ROUNDS, streets=SMALL_STREETS)
    Builder(small, say).build()

"""The command line's root: who acts, on which day, and how the city is opened."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

import click
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from hutong.foundation.access import Officer
    from hutong.foundation.policy import Pack
    from hutong.trust.ground import Ground

P = ParamSpec("P")
R = TypeVar("R")


class Wiring(Protocol):
    """What starts the command hands to it."""

    home: Path

    def city(self, say: Callable[[str], None] = ...) -> AbstractContextManager[None]:
        """The city's database, open while the block runs."""

    def proving_ground(self, on: date, *, whole: bool) -> AbstractContextManager["Ground"]:
        """An invented city in a database of its own, thrown away after the block."""

    def law(self) -> "Pack":
        """The law in force, without a city."""

    def prepare(self, admin: str) -> dict[str, str]:
        """Make the roles and the database on a server of one's own; give their addresses."""

    def examine(self, settings: dict[str, str]) -> None:
        """Refuse prepared addresses that Hutong would not start on."""

    def refuse_taken(self, *, port: int, host: str) -> None:
        """Refuse to serve where somebody answers already."""

    def serve(self, *, port: int, host: str, workers: int) -> None:
        """Serve pages until stopped."""


@dataclass
class Session:
    """One run of the command: the wiring, the name to act under, and the day."""

    wiring: Wiring
    name: str = ""
    day: date = field(default=date.min)

    @contextmanager
    def acting(self, reason: str = "") -> Iterator["Officer"]:
        """Open the city and act in the widest post of the person named."""
        with self.wiring.city():
            from hutong.foundation.access import acting
            from hutong.foundation.access.queries import officer_named

            officer = officer_named(username=self.name or self._kept_name(), on=self.day)
            with acting(officer, reason=reason):
                yield officer

    def _kept_name(self) -> str:
        kept = self.wiring.home / "operator"
        if not kept.exists():
            raise click.UsageError("Say who acts: hutong --as NAME …")
        return kept.read_text().strip()


def today() -> date:
    """The city's calendar day; a training copy may stand on another, by HUTONG_TODAY."""
    fixed = os.environ.get("HUTONG_TODAY")
    if fixed:
        return date.fromisoformat(fixed)
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()  # noqa: TID251 - the command line's clock


class Day(click.ParamType[date]):
    """A calendar day written 2026-03-05."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day, or a sentence saying how a day is written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-03-05.", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--as", "name", default="", help="Act as this account (default: the kept operator).")
@click.option("--on", "day", type=Day(), default=None, help="Act on this day (default: today).")
@click.pass_context
def hutong(ctx: click.Context, name: str, day: date | None) -> None:
    """护童 Hutong: the working system of a city's child welfare and protection."""
    ctx.obj = Session(ctx.obj, name, day or today())


def refusable(
    command: Callable[Concatenate[Session, P], R],
) -> Callable[P, R]:
    """Hand a command its session; print a refusal, or a broken step, as sentences."""

    @click.pass_obj
    @functools.wraps(command)
    def run(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(session, *args, **kwargs)
        except Refused as refusal:
            for finding in refusal.findings:
                law = f" ({finding.law})" if finding.law else ""
                click.echo(f"✗ {finding.sentence.zh}{law}\n  {finding.sentence.en}", err=True)
            raise SystemExit(1) from None
        except OperationalError as fault:
            sentence = _broken_off(fault)
            click.echo(f"✗ {sentence.zh}\n  {sentence.en}", err=True)
            raise SystemExit(1) from None

    return run


def _broken_off(fault: OperationalError) -> Text:
    """What a database says that could not finish a step, in words that say what to do."""
    if isinstance(fault.__cause__, LockNotAvailable):
        return Text(
            "别人正在处理同一份资料，这一步没有做成，什么也没有改。请稍后再试。",
            "Somebody else is working on the same records; this step was not taken and nothing"
            " was changed. Try again in a while.",
        )
    return Text(
        "数据库没有答完这一步：{told}。请先查看这一步是否已经完成，再决定是否重做。",
        "The database did not finish answering this step: {told}. Look whether it was done before"
        " doing it again.",
    ).filled(told=" ".join(str(fault).split()).rstrip(".?"))

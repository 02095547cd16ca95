"""`hutong judge` and `hutong facts`: try the rules from outside, without a city."""

import json
from datetime import date
from typing import TextIO

import click

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Pack, weigh
from hutong.interfaces.cli.group import Day, Session, hutong, refusable


class UnreadableCase(Refused):
    """A line of the file cannot be read as a case."""


@hutong.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@refusable
def facts(session: Session, as_json: bool) -> None:
    """List what a rule may know: names, types, codes, and the paper that proves each."""
    for fact in session.wiring.law().vocabulary:
        codes = {code.value: str(fact.show(code.value)) for code in fact.codes or ()}
        if as_json:
            described = {
                "name": fact.name,
                "type": fact.kind.value,
                "zh": fact.label.zh,
                "en": fact.label.en,
                "paper": fact.paper.zh,
                "supplier": fact.supplier.zh,
                "codes": codes,
            }
            click.echo(json.dumps(described, ensure_ascii=False))
        else:
            listed = "  " + " ".join(f"{code}={label}" for code, label in codes.items())
            click.echo(f"{fact.name:<42} {fact.kind.value:<8} {fact.label.zh}{listed.rstrip()}")


@hutong.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--on", "day", type=Day(), required=True, help="The day to judge on.")
@click.option("--known-on", type=Day(), default=None, help="Values as published by this day.")
@click.option("--benefit", "code", default="", help="One benefit only, by its code.")
@click.option("--sides", is_flag=True, help="Both sides of a choice instead of the verdicts.")
@refusable
def judge(
    session: Session, file: TextIO, day: date, known_on: date | None, code: str, sides: bool
) -> None:
    """Judge cases: one JSON object of facts a line in, one of verdicts a line out.

    With --sides a line says what is drawn with each choice, and which is the better. Unknown facts
    are simply absent. FILE may be - for standard input.
    """
    pack = session.wiring.law()
    chosen = _chosen(pack, code)
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        known = _facts(pack, line, number)
        if sides:
            weighing = weigh(pack, known, day, known_on=known_on)
            click.echo(json.dumps(weighing.as_json(), ensure_ascii=False))
            continue
        verdicts = {
            benefit.code: benefit.judge(known, day, known_on=known_on).as_json()
            for benefit in chosen
        }
        click.echo(json.dumps(verdicts, ensure_ascii=False))


def _chosen(pack: Pack, code: str) -> list[Benefit]:
    chosen = [benefit for benefit in pack.benefits if code in {"", benefit.code}]
    if not chosen:
        known = "、".join(benefit.code for benefit in pack.benefits)
        raise Refused(
            Finding(
                Text(
                    "没有这项保障：{code}。现有：{known}",
                    "There is no benefit {code}. There are: {known}",
                ).filled(code=code, known=known)
            )
        )
    return chosen


def _facts(pack: Pack, line: str, number: int) -> dict[str, object]:
    where = Text("第{n}行", "Line {n}").filled(n=number)
    try:
        given = json.loads(line)
    except json.JSONDecodeError as fault:
        raise UnreadableCase(
            Finding(Text(f"{where.zh}不是 JSON：{fault}", f"{where.en} is not JSON: {fault}"))
        ) from None
    if not isinstance(given, dict):
        raise UnreadableCase(
            Finding(
                Text(
                    f"{where.zh}应是一个事实名到值的对象。",
                    f"{where.en} should be an object of fact names and values.",
                )
            )
        )
    known: dict[str, object] = {}
    findings: list[Finding] = []
    for name, raw in given.items():
        try:
            known[name] = pack.vocabulary.parse(name, raw)
        except Refused as refusal:
            findings += [
                Finding(
                    Text(f"{where.zh}：{one.sentence.zh}", f"{where.en}: {one.sentence.en}"),
                    field=name,
                )
                for one in refusal.findings
            ]
    if findings:
        raise UnreadableCase(*findings)
    return known

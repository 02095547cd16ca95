"""The command `hutong`: one module per subject, each command one verb or question."""

from hutong.interfaces.cli import (
    accounts,
    auditing,
    cases,
    children,
    claims,
    filing,
    funds,
    judging,
    months,
    places,
    posts,
    registers,
    replaying,
    serving,
    tables,
    trials,
    trust,
)
from hutong.interfaces.cli.group import hutong

__all__ = [
    "accounts",
    "auditing",
    "cases",
    "children",
    "claims",
    "filing",
    "funds",
    "hutong",
    "judging",
    "months",
    "places",
    "posts",
    "registers",
    "replaying",
    "serving",
    "tables",
    "trials",
    "trust",
]

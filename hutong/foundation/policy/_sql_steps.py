"""Columns worked out one after another, each step a SELECT over the one before."""

from collections.abc import Iterable

from sqlglot import exp


class Steps:
    """Named columns, each put into the first step in which everything it needs is there.

    PostgreSQL merges nested SELECTs and would work a shared column out again at every use; with
    `fenced`, each step ends in OFFSET 0, which keeps it apart. DuckDB and Spark need no fence.
    """

    def __init__(self, *, fenced: bool) -> None:
        self.fenced = fenced
        self._steps: list[dict[str, exp.Expr]] = []
        self._step_of: dict[str, int] = {}

    def define(self, name: str, value: exp.Expr) -> None:
        """Work a column out in the earliest step that can."""
        step = max((self._step_of.get(needed, 0) for needed in _names(value)), default=0)
        if step == len(self._steps):
            self._steps.append({})
        self._steps[step][name] = value
        self._step_of[name] = step + 1

    def __contains__(self, name: str) -> bool:
        return name in self._step_of

    def select(self, relation: str, wanted: Iterable[tuple[str, exp.Expr]]) -> exp.Select:
        """The whole as one SELECT over the relation, which carries only what is still needed."""
        last = dict(wanted)
        carried: list[list[str]] = []
        needed: dict[str, None] = {}
        for step in [last, *reversed(self._steps)]:
            carried.append([name for name in needed if name not in step])
            needed = dict.fromkeys(carried[-1])
            needed |= dict.fromkeys(name for value in step.values() for name in _names(value))
        source: exp.Expr = exp.to_table(relation)
        for number, (step, names) in enumerate(
            zip(self._steps, reversed(carried), strict=False), start=1
        ):
            columns = [
                *map(column, names),
                *(exp.alias_(item, name, quoted=True, copy=False) for name, item in step.items()),
            ]
            select = exp.select(*columns, copy=False).from_(source, copy=False)
            if self.fenced:
                select = select.offset(0, copy=False)
            source = select.subquery(f"step_{number}", copy=False)
        columns = [exp.alias_(item, name, quoted=True, copy=False) for name, item in last.items()]
        return exp.select(*columns, copy=False).from_(source, copy=False)


def column(name: str) -> exp.Column:
    """A reference to a column."""
    return exp.column(name, quoted=True, copy=False)


def _names(value: exp.Expr) -> list[str]:
    return list(dict.fromkeys(item.name for item in value.find_all(exp.Column)))

"""Rules with a name of their own, on which other rules rest."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.expressions import Expression, yes_no
from hutong.foundation.policy.kinds import Kind


class Named(Expression):
    """An expression that stands for another under a name and an article."""

    label: Text
    rule: Expression
    law: Citation

    @property
    def kind(self) -> Kind:
        return self.rule.kind

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.rule,)

    @property
    def possible(self) -> frozenset[str] | None:
        return self.rule.possible

    @property
    def own(self) -> Hashable:
        return repr(self)


@dataclass(frozen=True, eq=False, repr=False)
class Derived(Named):
    """What follows from the facts by an article, such as whether a parent is lost."""

    name: str
    label: Text
    rule: Expression
    law: Citation
    codes: type[StrEnum] | None = None

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False, repr=False)
class Category(Named):
    """A class of children the law names; a child may belong to several at once."""

    code: str
    label: Text
    rule: Expression
    law: Citation
    note: Text | None = None
    unconfirmed: Sequence[Text] = ()

    def __post_init__(self) -> None:
        yes_no(self.rule)
        object.__setattr__(self, "unconfirmed", texts(self.unconfirmed))

    def __repr__(self) -> str:
        return self.code


def texts(stated: Sequence[Text] | Text | None) -> tuple[Text, ...]:
    """Several texts, also where one was given bare or none at all."""
    if stated is None:
        return ()
    return (stated,) if isinstance(stated, Text) else tuple(stated)

"""The shape of a rule: facts, conditions, dated figures, verdicts. Plain Python; knows no child."""

from hutong.foundation.policy.ages import age_in_years, months_since
from hutong.foundation.policy.benefits import Benefit
from hutong.foundation.policy.choices import choose
from hutong.foundation.policy.competence import Competence, Office
from hutong.foundation.policy.dated import (
    NOT_CONFIGURED,
    YES_OR_NO,
    Amended,
    Dated,
    NotYetInForce,
    Value,
)
from hutong.foundation.policy.derived import Category, Derived
from hutong.foundation.policy.expressions import (
    ON_DAY,
    Expression,
    all_of,
    any_of,
    constant,
    larger,
    smaller,
)
from hutong.foundation.policy.facts import (
    Code,
    Fact,
    FactTuple,
    NotAFact,
    Sensitivity,
    Vocabulary,
)
from hutong.foundation.policy.findings import CategoryFinding, ConditionFinding, Outcome
from hutong.foundation.policy.kinds import Kind, WrongKind
from hutong.foundation.policy.packs import Alternative, Pack, Proposal
from hutong.foundation.policy.provisions import Begins, Condition, Example
from hutong.foundation.policy.sides import Side, Weighing, weigh
from hutong.foundation.policy.sums import SumLine
from hutong.foundation.policy.verdicts import Verdict

__all__ = [
    "NOT_CONFIGURED",
    "ON_DAY",
    "YES_OR_NO",
    "Alternative",
    "Amended",
    "Begins",
    "Benefit",
    "Category",
    "CategoryFinding",
    "Code",
    "Competence",
    "Condition",
    "ConditionFinding",
    "Dated",
    "Derived",
    "Example",
    "Expression",
    "Fact",
    "FactTuple",
    "Kind",
    "NotAFact",
    "NotYetInForce",
    "Office",
    "Outcome",
    "Pack",
    "Proposal",
    "Sensitivity",
    "Side",
    "SumLine",
    "Value",
    "Verdict",
    "Vocabulary",
    "Weighing",
    "WrongKind",
    "age_in_years",
    "all_of",
    "any_of",
    "choose",
    "constant",
    "larger",
    "months_since",
    "smaller",
    "weigh",
]

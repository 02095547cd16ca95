"""Letters and forms of an office as PDF: each is a dataclass of what it says.

Names and reasons are data: they are shown as they are, and never read as markup. What a law gives,
such as limits and remedies, is data too: no template knows an article.
"""

from hutong.foundation.documents._typesetting import CannotBeSet
from hutong.foundation.documents.letters.forms import (
    Account,
    Application,
    Approval,
    ChildOnForm,
    Found,
    Guardian,
    HandedLine,
    HandOverList,
    OpinionOf,
    Parent,
    Signed,
)
from hutong.foundation.documents.letters.notices import (
    AccountChanged,
    AccountShown,
    Awarded,
    Declined,
    Granted,
    Letter,
    Overpaid,
    Papers,
    Receipt,
    Recovery,
    Stopped,
)
from hutong.foundation.documents.letters.parts import (
    Basis,
    Child,
    MissingPaper,
    Office,
    Reason,
    Remedy,
    SumLine,
)
from hutong.foundation.documents.letters.writing import render, words, write

__all__ = [
    "Account",
    "AccountChanged",
    "AccountShown",
    "Application",
    "Approval",
    "Awarded",
    "Basis",
    "CannotBeSet",
    "Child",
    "ChildOnForm",
    "Declined",
    "Found",
    "Granted",
    "Guardian",
    "HandOverList",
    "HandedLine",
    "Letter",
    "MissingPaper",
    "Office",
    "OpinionOf",
    "Overpaid",
    "Papers",
    "Parent",
    "Reason",
    "Receipt",
    "Recovery",
    "Remedy",
    "Signed",
    "Stopped",
    "SumLine",
    "render",
    "words",
    "write",
]

"""The corner of the city that the register's tests know, and kinds of paper for it."""

import pytest

from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.dates import months
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.facts import Sensitivity
from tests.registry.conftest import (  # noqa: F401 - fixtures, asked for by name
    chen_xiuying,
    luo_min,
    post,
    shen_li,
    stranger,
    tree,
    xiaoman,
)

GUARDIAN = Text("监护人", "guardian")
LAW = Citation("示例办法〔2026〕1号")


@pytest.fixture
def register_book():
    """户口簿: does not grow old."""
    return PaperKind("household-register", Text("户口簿", "household register"), GUARDIAN)


@pytest.fixture
def school_paper():
    """在读证明: holds for six months from the day it was issued."""
    return PaperKind(
        "school", Text("在读证明", "proof of study"), GUARDIAN, months(6), law=LAW["三"]
    )


@pytest.fixture
def test_result():
    """A medical result that is held most closely."""
    return PaperKind(
        "test-result",
        Text("检测结果", "test result"),
        GUARDIAN,
        sensitivity=Sensitivity.STRICTEST,
    )

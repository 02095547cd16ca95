"""What the stories of files have in common."""

import pytest

from tests.foundation.exchange.workbooks import workbook


@pytest.fixture(scope="session")
def plain():
    """A small, honest register."""
    return workbook([["序号", "姓名", "性别"], [1, "王小雨", "女"], [2, "李思远", "男"]])

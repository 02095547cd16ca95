"""Official tables from the command line, in the small city."""

from contextlib import contextmanager

import openpyxl
import pytest
from click.testing import CliRunner

from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.exchange.models import Receipt
from hutong.interfaces.cli import hutong as root

pytest_plugins = ["tests.city"]


class Open:
    """A city that is open already."""

    @contextmanager
    def city(self):
        yield


@pytest.fixture
def hutong(city):
    """The command as Shen Li of Changping."""

    def run(*words):
        asked = ["--as", "shenli", "--on", city.isoformat(), *map(str, words)]
        return CliRunner().invoke(root, asked, obj=Open())

    return run


def test_the_tables_are_listed_by_code(hutong):
    listed = hutong("table").output

    assert "P3    month      孤儿基本生活费发放公示" in listed
    assert "P5    quarter    季度发放情况表" in listed


def test_a_month_is_told_with_its_checks_and_total(hutong):
    told = hutong("table", "P4", "--month", "2026-10")

    assert told.exit_code == 0
    assert "✓ 5列=2列+4列" in told.output
    assert "✓ 合计=各行之和" in told.output
    assert told.output.splitlines()[-1].startswith("  合计  ")


def test_a_register_is_written_for_a_purpose_only_and_its_children_are_not_printed(
    hutong, tmp_path, city
):
    refused = hutong("table", "R8", "--to", tmp_path)
    assert (refused.exit_code, "导出前请写明事由" in refused.output) == (1, True)

    written = hutong("table", "R8", "--to", tmp_path, "--for", "年度核对")

    assert written.exit_code == 0
    (path,) = tmp_path.iterdir()
    assert path.name == "R8-孤儿台账-昌平区-2026-11-23.xlsx"
    sheet = openpyxl.load_workbook(path).active
    assert sheet["C4"].value not in written.output
    with acting(officer_named(username="shenli", on=city)):
        assert Receipt.objects.get(kind="table-r8").note == "年度核对"


def test_what_cannot_be_made_is_said_in_a_sentence(hutong):
    assert "没有表号为“Z9”的表" in hutong("table", "Z9").output
    assert "不在您的辖区内" in hutong("table", "R4", "--place", 110118000000).output
    assert "如 2026-Q4" in hutong("table", "P5", "--month", "2026-10").output

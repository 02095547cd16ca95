"""An operator brings in a list of places, knows its day, and is told when another is at it."""

from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection

from hutong.foundation.places.models import Place
from hutong.interfaces.cli import hutong as command

pytestmark = pytest.mark.django_db

PACKAGE = {
    "provinces": ["81,东山省"],
    "cities": ["8101,甲水市"],
    "areas": ["810101,一里区"],
    "streets": ["810101001,长桥街道"],
    "villages": ["810101001201,长桥村委会", "810101001202,新桥村委会"],
}
README = "本项目已更新至：\n * [统计用区划代码（截止时间：2023-06-30，发布时间：2023-09-11）]\n"


class Open:
    """The city is open already: it is the test's own database."""

    home = Path()

    @contextmanager
    def city(self, *_):
        yield


@pytest.fixture
def hutong():
    def run(*words):
        return CliRunner().invoke(command, [*map(str, words)], obj=Open())

    return run


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "package"
    (folder / "dist").mkdir(parents=True)
    (folder / "README.md").write_text(README, encoding="utf-8")
    for table, rows in PACKAGE.items():
        (folder / "dist" / f"{table}.csv").write_text(
            "\n".join(["code,name", *rows]), encoding="utf-8"
        )
    return folder


def told(done):
    """The counts that were printed, by their English names."""
    return {
        line.split()[-1]: int(line.split()[0].replace(",", ""))
        for line in done.output.splitlines()[1:]
    }


@pytest.mark.parametrize("inside", ["", "dist"])
def test_the_package_tells_its_day_and_importing_it_again_changes_nothing(hutong, package, inside):
    first = hutong("places", "import", package / inside)
    again = hutong("places", "import", package / inside)

    assert "2023-06-30" in first.output
    assert (told(first)["added"], told(first)["unchanged"]) == (6, 0)
    assert (told(again)["added"], told(again)["renamed"], told(again)["unchanged"]) == (0, 0, 6)
    assert Place.objects.count() == 6


def test_a_list_that_tells_no_day_is_refused_until_somebody_says_it(hutong, package):
    (package / "README.md").unlink()

    refused = hutong("places", "import", package)
    taken = hutong("places", "import", package, "--on", "2024-06-30")

    assert refused.exit_code == 1
    assert "请用 --on 写明" in refused.output
    assert taken.exit_code == 0
    assert "as of 2024-06-30" in taken.output


def test_the_day_that_is_said_goes_before_the_day_that_is_told(hutong, package):
    hutong("places", "import", package)
    street = package / "dist" / "villages.csv"
    street.write_text(street.read_text() + "\n810101001203,石桥村委会", encoding="utf-8")

    hutong("places", "import", package, "--on", "2024-06-30")

    assert Place.objects.get(name="石桥村委会").days.lower == date(2024, 6, 30)


def test_no_list_is_of_a_day_to_come(hutong, package):
    refused = hutong("--on", "2026-03-05", "places", "import", package, "--on", "2026-03-06")

    assert refused.exit_code == 1
    assert "名单不会是将来的" in refused.output


def test_a_second_import_is_told_that_another_is_running(hutong, package):
    with connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '50ms'")  # the product waits four seconds
    here = connection.settings_dict
    with psycopg.connect(
        dbname=here["NAME"], user=here["USER"], password=here["PASSWORD"], host=here["HOST"]
    ) as other:
        other.execute("lock table places_place in share row exclusive mode")
        refused = hutong("places", "import", package)
        other.rollback()
    taken = hutong("places", "import", package)

    assert refused.exit_code == 1
    assert refused.output.splitlines()[-2].startswith("✗ 另一个人正在导入或变更区划")
    assert "Traceback" not in refused.output
    assert told(taken)["added"] == 6

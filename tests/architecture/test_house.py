"""The house keeps its own rules."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((ROOT / "hutong").rglob("*.py"))
EXCEPTION = "# " + "noqa"  # written apart, so that this line is none
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}


def test_no_module_has_a_name_that_says_nothing():
    named = [p for p in SOURCES if p.stem in EMPTY_NAMES or p.parent.name in EMPTY_NAMES]

    assert named == [], (
        "a function that has no home is a value (kernel) or belongs to its only user"
    )


def test_nobody_overrides_save():
    saving = re.compile(r"^\s+def save\(self", re.MULTILINE)

    assert [p for p in SOURCES if saving.search(p.read_text())] == []


def test_there_are_no_signals():
    assert [p for p in SOURCES if "django.dispatch" in p.read_text()] == []


def test_migrations_have_names_that_say_what_they_do():
    unnamed = [p for p in SOURCES if p.parent.name == "migrations" and "_auto_" in p.stem]

    assert unnamed == []


def test_lock_files_pin_by_hash_and_name_no_index():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        pins = re.findall(r"^[a-z0-9][^ \n]*==", text, re.MULTILINE)

        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert not re.search(r"https?://", text)


@pytest.mark.parametrize("lock", ["runtime", "development"])
def test_every_direct_requirement_is_pinned(lock):
    wanted = (ROOT / "requirements" / f"{lock}.in").read_text().splitlines()
    pinned = (ROOT / "requirements" / f"{lock}.txt").read_text()

    for line in wanted:
        name = re.split(r"[\[<>=]", line)[0].strip()
        if name and not name.startswith("-"):
            assert re.search(rf"^{re.escape(name)}(\[[a-z,]+\])?==", pinned, re.MULTILINE), name


def test_the_two_commands_can_be_run():
    for command in ("bin/serve", "bin/check", ".ci/run"):
        assert (ROOT / command).stat().st_mode & 0o111


def test_every_schema_change_has_its_migration():
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_exception_from_the_style_has_its_reason_beside_it():
    bare = []
    for path in [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if EXCEPTION in line and not re.search(EXCEPTION + r": [A-Z0-9, ]+ - \S", line):
                bare.append(f"{path.relative_to(ROOT)}:{number}")

    assert bare == []


def test_contracts_stand_in_the_order_of_the_house():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    floors = [layer.strip("()") for layer in contracts[0]["layers"]]

    assert floors == [
        "config",
        "interfaces",
        "trust",
        "demo",
        "law",
        "oversight",
        "programmes",
        "casework",
        "registry",
        "foundation",
    ]

"""What the front pages say is there, is there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps

from hutong.interfaces.cli import hutong

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_two_readmes_have_the_same_shape():
    shape = [
        re.findall(r"^(#+ |    (?:bin|hutong))", (ROOT / name).read_text(), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    ]
    headings = [[mark for mark in one if mark.startswith("#")] for one in shape]
    commands = [[mark for mark in one if mark.startswith("    ")] for one in shape]

    assert headings[0] == headings[1]
    assert len(commands[0]) == len(commands[1])


def test_every_command_on_the_front_page_exists():
    named = re.findall(r"^    hutong ([a-z-]+)", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert named
    for name in named:
        assert name in hutong.commands
        assert CliRunner().invoke(hutong.commands[name], ["--help"]).exit_code == 0


def test_the_sample_on_the_front_page_stands_in_the_law():
    readme = (ROOT / "README.md").read_text()
    law = (ROOT / "hutong/law/beijing/benefits/living_allowance_dibao_family.py").read_text()
    sample = readme.split("```python")[1].split("```")[0]

    for line in sample.strip().splitlines():
        if "…" not in line and not line.strip().startswith("Example("):
            assert line.strip() in law, line


def test_every_stored_thing_is_in_the_glossary():
    glossary = (ROOT / "GLOSSARY.md").read_text()
    ours = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("hutong.") and not model._meta.auto_created
    ]

    assert [name for name in ours if f"`{name}`" not in glossary] == []


def test_the_floor_table_is_the_contract():
    table = (ROOT / "ARCHITECTURE.md").read_text().split("## The floor plan")[1].split("\n## ")[0]
    floors = re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE)
    contract = re.search(
        r"^layers = \[(.*)\]$", (ROOT / "pyproject.toml").read_text(), re.MULTILINE
    )

    assert floors == re.findall(r"[a-z]+", contract.group(1))

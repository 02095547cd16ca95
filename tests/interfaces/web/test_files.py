"""The files that every page shares agree with one another."""

import re
from pathlib import Path

import pytest

import hutong.interfaces.web

FOLDER = Path(hutong.interfaces.web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
MODULES = sorted(FOLDER.rglob("*.py"))
SPRITE = (FOLDER / "static" / "icons.svg").read_text()
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))


def test_every_icon_that_a_page_names_is_in_the_sprite():
    named = {
        name
        for path in [*TEMPLATES, *MODULES]
        for name in re.findall(r'(?:\{% icon |sign=)"([a-z0-9-]+)"', path.read_text())
    }

    assert named - SYMBOLS == set()


def test_the_sprite_holds_no_icon_that_nobody_names():
    text = "\n".join(path.read_text() for path in [*TEMPLATES, *MODULES])

    assert {name for name in SYMBOLS if f'"{name}"' not in text} == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_carries_style_or_script_of_its_own(template):
    text = template.read_text()

    assert not re.search(r"\sstyle=|<style|<[a-z][^<>]*\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_chinese_sentence_of_a_template_has_its_english_beside_it(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text())
    said = re.sub(r'\{% say "[^"]*" "[^"]+"', "", text)
    said = said.replace("中文", "")  # the name of the language, in the language

    assert not re.findall(r"[\u4e00-\u9fff]+", said)


def test_the_stylesheet_stays_small_enough_to_be_read():
    assert len((FOLDER / "static" / "hutong.css").read_text().splitlines()) < 500

"""How a page says its sentences and writes its sums, days and names."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hutong.foundation.access import Officer, duties
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel import money as sums
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import words

register = template.Library()

NOTHING = "—"
SEXES = {"1": Text("男", "boy"), "2": Text("女", "girl")}
SEX_NOT_KNOWN = Text("性别未登记", "sex not recorded")


def here(text: Text) -> str:
    """The wording in the language of the page."""
    return text.in_language(translation.get_language() or "zh-hans")


# --- sentences ----------------------------------------------------------------------------------


@register.simple_tag
def say(zh: str, en: str, **blanks: object) -> SafeString:
    """A sentence in the language of the page; what fills its blanks is escaped."""
    sentence = conditional_escape(here(Text(zh, en)))
    return format_html(sentence, **blanks) if blanks else sentence


@register.filter
def say_text(text: object) -> object:
    """A bilingual text in the language of the page; anything else as it is."""
    return here(text) if isinstance(text, Text) else text


@register.filter
def may(officer: Officer, what: str) -> bool:
    """Whether the post includes doing this, such as "case view": else no page offers it."""
    kind, act = what.split()
    return duties.may(officer.role, Kind(kind), Act(act))


_ASIDE = re.compile(r"^(.+?)\s*([（(].+[）)])$")


@register.filter
def kept_whole(name: Text) -> SafeString:
    """A name whose words in brackets go to the next line together, if they must go."""
    written = here(name)
    found = _ASIDE.match(written)
    if not found:
        return format_html('<span class="whole">{}</span>', written)
    space = "" if found[2].startswith("（") else " "
    whole = '<span class="whole">{}</span>'
    return format_html(f"{whole}{space}{whole}", found[1], found[2])


@register.simple_tag
def page_language() -> str:
    """The language of the page, as the `lang` attribute writes it."""
    return here(Text("zh-Hans", "en"))


@register.filter
def about(refusal: Refused | None, field: str) -> Iterable[Finding]:
    """The findings of a refusal that concern one field of a form."""
    return [finding for finding in refusal.findings if finding.field == field] if refusal else []


SECRET = {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "next"}


@register.filter
def typed(request: HttpRequest) -> Sequence[tuple[str, str]]:
    """What somebody had typed into a form that could not be taken; passwords left out."""
    given = request.POST.items()
    return [(name, str(text)) for name, text in given if name not in SECRET and text]


# --- figures ------------------------------------------------------------------------------------


@register.filter
def money(amount: Decimal | None) -> str:
    """A sum as ¥2,850.00; a dash where there is none."""
    return NOTHING if amount is None else sums.show(amount)


@register.filter
def change(amount: Decimal | None) -> str:
    """A difference with its sign: +¥1,812.50 or −¥2,850.00."""
    return f"+{money(amount)}" if amount is not None and amount > 0 else money(amount)


@register.filter
def bare(amount: Decimal | None) -> str:
    """A sum in a column whose head names the currency: 2,850.00."""
    return money(amount).replace("¥", "")


@register.filter
def count(number: int | None) -> str:
    """A number of people or things: 1,286."""
    return NOTHING if number is None else f"{number:,}".replace("-", "−")


# --- days ---------------------------------------------------------------------------------------


@register.filter
def day(value: date | None) -> str:
    """A day in a table: 2026-03-05."""
    return f"{value:%Y-%m-%d}" if value else NOTHING


@register.filter
def whole_day(value: date | None) -> SafeString:
    """A day as `day` writes it, inside a sentence, where no line may break it in two."""
    return format_html('<span class="nw">{}</span>', day(value))


_A_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b")


@register.filter
def days_whole(sentence: str) -> SafeString:
    """A sentence with its days and months of figures, none of which a line may break in two."""
    written = str(conditional_escape(sentence))
    return mark_safe(_A_DAY.sub(r'<span class="nw">\g<0></span>', written))  # noqa: S308 - escaped


@register.filter
def day_prose(value: date | None) -> str:
    """A day in a sentence: 2026年3月5日, 5 March 2026."""
    return NOTHING if value is None else here(words.day(value))


@register.filter
def day_short(value: date | None) -> str:
    """A day near today, without its year: 3月5日, 5 March."""
    return NOTHING if value is None else here(words.near_day(value))


@register.filter
def weekday(value: date) -> str:
    """The day of the week: 星期四, Thursday."""
    return here(words.weekday(value))


@register.filter
def month_prose(value: Month | date) -> str:
    """A month in a sentence: 2026年3月, March 2026."""
    return here(words.month(Month.of(value) if isinstance(value, date) else value))


# --- people and places --------------------------------------------------------------------------


class Named(Protocol):
    """Something with a name, such as a place."""

    name: str


@register.filter
def place_name(place: Named | None) -> str:
    """What a place is called."""
    return NOTHING if place is None else place.name


@register.filter
def role_name(role: str) -> str:
    """What a post is called."""
    return here(LABELS[Role(role)])


@register.filter
def sex(code: str) -> str:
    """The sex in words; the codes are those of GB/T 2261.1."""
    return here(SEXES.get(code, SEX_NOT_KNOWN))


@register.filter
def masked(number: str | None) -> str:
    """A number with its middle hidden: 110114********0012, 138****2207."""
    if not number:
        return NOTHING
    shown = 6 if len(number) >= 15 else 3 if len(number) >= 11 else 0
    kept = 4 if shown else 2
    return f"{number[:shown]}{'*' * max(len(number) - shown - kept, 2)}{number[-kept:]}"


# --- drawings -----------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon that says what the word beside it says."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


BRICKS = {
    "held": SafeString("<i></i>"),
    "covered": SafeString('<i class="s"></i>'),
    "vacant": SafeString('<i class="v"></i>'),
    "untrained": SafeString('<i class="t"></i>'),
}


@register.simple_tag
def bricks(states: Iterable[str]) -> SafeString:
    """One brick for each community: held, covered, vacant or untrained."""
    return SafeString("".join(BRICKS[state] for state in states))

"""Parents as worked examples begin with them: sets of facts, each about one parent."""

from datetime import date
from typing import Literal

Facts = dict[str, object]
Who = Literal["father", "mother"]


def able(who: Who, **changes: object) -> Facts:
    """A parent of whom every circumstance is known not to be; changes are named without prefix."""
    facts: Facts = {
        "identity": "known",
        "life": "alive",
        "disability_kind": "none",
        "major_disease": False,
        "illness_ends_guardianship": False,
        "measure": "none",
        "out_of_contact": False,
        "guardianship_revoked": False,
        "expelled": False,
    }
    return {f"{who}_{record}": value for record, value in (facts | changes).items()}


def dead(who: Who) -> Facts:
    """A parent whose death is proved; nothing more needs to be known."""
    return {f"{who}_identity": "known", f"{who}_life": "dead"}


def in_prison(who: Who, months: int) -> Facts:
    """A parent serving a sentence of so many months."""
    return able(who, measure="prison", measure_months=months)


def lost(who: Who, accepted_on: date, *, receipt: bool | None) -> Facts:
    """A parent out of contact for whom the police took up a search on that day."""
    return able(
        who,
        out_of_contact=True,
        performs_guardianship=False,
        search_accepted_on=accepted_on,
        search_receipt=receipt,
    )

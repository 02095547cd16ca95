"""Days as they are typed into a form."""

from datetime import date

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text


class NotFilled(Refused):
    """Something of a form is missing or cannot be read."""


def day_given(given: str, field: str) -> date | None:
    """A day, or none where nothing was typed; anything else is refused beside its field."""
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise NotFilled(
            Finding(
                Text(
                    f"“{given[:20]}”不是日期；日期写作 2026-03-05。",
                    f"“{given[:20]}” is not a day; write 2026-03-05.",
                ),
                field=field,
            )
        ) from None


def day_needed(given: str, field: str, otherwise: Text) -> date:
    """A day that has to be said."""
    found = day_given(given, field)
    if found is None:
        raise NotFilled(Finding(otherwise, field=field))
    return found

"""What the frame of every page shows."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """The officer, the day and the language, for the frame."""
    return {
        "officer": getattr(request, "officer", None),
        "today": getattr(request, "today", None),
        "language": getattr(request, "LANGUAGE_CODE", "zh-hans"),
    }

"""Where a rule stands written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """An instrument by its official number, and the article in it."""

    instrument: str
    article: str = ""

    def __post_init__(self) -> None:
        if not self.instrument.strip():
            raise ValueError("A citation names its instrument.")

    def __getitem__(self, article: str | int) -> "Citation":
        return Citation(self.instrument, str(article))

    def __str__(self) -> str:
        return f"{self.instrument} {self.article}".strip()

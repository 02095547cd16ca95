"""Words that a person reads, in Chinese and in English side by side."""

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence or label in both languages of the house; Chinese comes first."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def filled(self, **values: object) -> "Text":
        """The same sentence with its blanks filled in."""
        return Text(self.zh.format(**values), self.en.format(**values))

    def in_language(self, code: str) -> str:
        """The wording for a language code such as `zh-hans` or `en`."""
        return self.en if code.startswith("en") else self.zh

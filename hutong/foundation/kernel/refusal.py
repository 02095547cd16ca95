"""What a verb says when it may not do what it was asked."""

from dataclasses import dataclass

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, in a sentence the family can read, with its article and the field it is about."""

    sentence: Text
    law: Citation | None = None
    field: str = ""


class Refused(Exception):  # noqa: N818 - the law refuses; nothing has gone wrong
    """The act is not allowed; `findings` say every reason."""

    def __init__(self, *findings: Finding) -> None:
        if not findings:
            raise ValueError("A refusal names at least one reason.")
        self.findings = findings
        super().__init__("；".join(finding.sentence.zh for finding in findings))

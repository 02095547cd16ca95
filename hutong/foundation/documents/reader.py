"""The program that looks into one paper in a process of its own, where it can do no harm.

It takes the file on standard input and writes a line of JSON, and after it the file as it shall
be kept, if that is another than came in.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from hutong.foundation.documents._sorts import JPEG, PDF, PNG, WORD, Fit
from hutong.foundation.documents.faults import Fault
from hutong.foundation.documents.limits import Limits
from hutong.foundation.kernel.confined import give_up_rights

# What looks into a file of each sort; what one sort needs, no other loads.
LOOKS: Final = {JPEG: "_pictures", PNG: "_pictures", PDF: "_pdf", WORD: "_word"}


def answer(
    content: bytes, media_type: str, look: Callable[[bytes, str, Limits], Fit], limits: Limits
) -> tuple[dict[str, object], bytes]:
    """What was found, and the file as it shall be kept where that is another."""
    try:
        fit = look(content, media_type, limits)
    except Fault as fault:
        return {"fault": fault.code, "details": fault.details}, b""
    except MemoryError:
        return {"fault": "too-much-memory", "details": {}}, b""
    head: dict[str, object] = {"media_type": fit.media_type, "pages": fit.pages}
    return head, b"" if fit.content is content else fit.content


def main(media_type: str, given: str) -> None:
    limits = Limits(**json.loads(given))
    look = import_module(f"hutong.foundation.documents.{LOOKS[media_type]}").look
    give_up_rights(limits)
    head, redrawn = answer(sys.stdin.buffer.read(), media_type, look, limits)
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n" + redrawn)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

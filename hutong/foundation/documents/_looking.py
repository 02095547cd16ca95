"""Looking into a paper before it is kept: in another process, so that none can take ours down."""

import json
from contextlib import closing

from hutong.foundation.documents._sorts import Fit, media_type_of
from hutong.foundation.documents.faults import SENTENCES, Fault, UnfitFile
from hutong.foundation.documents.limits import DEFAULT, Limits
from hutong.foundation.kernel.confined import Stopped, answer_of

READER = "hutong.foundation.documents.reader"


def looked_into(content: bytes, limits: Limits = DEFAULT) -> Fit:
    """The file as it shall be kept; `UnfitFile` says in a sentence why it cannot be."""
    if len(content) > limits.file_bytes:
        raise UnfitFile("too-large", bytes=len(content), limit=limits.file_bytes)
    try:
        arguments = (media_type_of(content), json.dumps(limits.as_numbers()))
        with closing(answer_of(READER, content, arguments, limits)) as pieces:
            answer = b"".join(pieces)
    except (Fault, Stopped) as reason:
        raise UnfitFile(reason.code, **reason.details) from reason
    head, _, redrawn = answer.partition(b"\n")
    match json.loads(head or b"{}"):
        case {"fault": str(code), "details": dict(details)} if code in SENTENCES:
            raise UnfitFile(code, **details)
        case {"media_type": str(kept_as), "pages": int() | None as pages}:
            return Fit(redrawn or content, kept_as, pages)
    raise UnfitFile("crashed")

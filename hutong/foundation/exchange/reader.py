"""The program that reads one file in a process of its own, where it can do no harm.

It takes the file on standard input and writes what it read as lines of JSON. Before it looks at
the first byte it gives up the right to much memory, to time, to files and to connections.
"""

import encodings.cp437
import encodings.gb18030
import encodings.utf_8_sig
import encodings.utf_16  # what Python would otherwise load later, when no file may be opened
import encodings.utf_16_be
import encodings.utf_16_le
import json
import sys
from collections.abc import Iterator

from hutong.foundation.exchange._container import Fault, kind_of
from hutong.foundation.exchange._text_table import text_lines
from hutong.foundation.exchange._workbook import workbook_lines
from hutong.foundation.exchange.limits import Limits
from hutong.foundation.kernel.confined import give_up_rights

LOADED = (
    encodings.cp437,
    encodings.gb18030,
    encodings.utf_8_sig,
    encodings.utf_16,
    encodings.utf_16_be,
    encodings.utf_16_le,
)


def lines_of(content: bytes, ending: str, limits: Limits) -> Iterator[dict[str, object]]:
    """Everything the file shows, ending with a line that says it was read to the end."""
    try:
        read = {"xlsx": workbook_lines, "csv": text_lines}[kind_of(content, ending)]
        yield from read(content, limits)
        yield {"end": True}
    except Fault as fault:
        yield {"fault": fault.code, "details": fault.details}
    except MemoryError:
        yield {"fault": "too-much-memory", "details": {}}


def main(ending: str, given: str) -> None:
    limits = Limits(**json.loads(given))
    give_up_rights(limits)
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    for line in lines_of(content, ending, limits):
        out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode())
        out.write(b"\n")
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

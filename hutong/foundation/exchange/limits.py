"""How large a file may be before nobody tries to read it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: enough for 20,000 rows of 60 columns, and for no bomb."""

    file_bytes: int = 20_000_000
    parts: int = 200
    unzipped_bytes: int = 120_000_000
    ratio: int = 100
    sheets: int = 60
    rows: int = 20_000
    lines_around_a_table: int = 60
    columns: int = 100
    merges: int = 5_000
    memory_bytes: int = 600_000_000
    cpu_seconds: int = 15
    wall_seconds: int = 30
    answer_bytes: int = 250_000_000

    @property
    def last_row(self) -> int:
        """The rows of a table, and the titles, headers and signatures around it."""
        return self.rows + self.lines_around_a_table

    def as_numbers(self) -> dict[str, int]:
        return asdict(self)


DEFAULT = Limits()

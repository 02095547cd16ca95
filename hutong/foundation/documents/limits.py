"""How large a paper may be before nobody tries to look into it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may cost: enough for a telephone's best picture, and for no bomb."""

    file_bytes: int = 20_000_000
    pixels: int = 50_000_000
    longest_side: int = 2_000  # pixels: 170 to an inch on A4, where small print still reads well
    png_bytes: int = 1_000_000  # a picture that stays larger than this as PNG becomes a JPEG
    pages: int = 200
    objects: int = 100_000
    parts: int = 2_000
    unzipped_bytes: int = 120_000_000
    memory_bytes: int = 600_000_000
    cpu_seconds: int = 15
    wall_seconds: int = 30
    answer_bytes: int = 20_000_000

    def as_numbers(self) -> dict[str, int]:
        return asdict(self)


DEFAULT = Limits()

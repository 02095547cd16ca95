"""What a proof found: how much held, what did not, from which seed, and its figures."""

from dataclasses import dataclass, field

SHOWN = 20  # failures that are told one by one


@dataclass
class Report:
    """The outcome of one proof."""

    name: str
    seed: int
    passed: int = 0
    failures: list[str] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)

    def check(self, held: object, otherwise: str) -> None:
        """Count one thing that had to hold."""
        if held:
            self.passed += 1
        else:
            self.failures.append(otherwise)

    @property
    def held(self) -> bool:
        """Whether something was tried and nothing failed."""
        return bool(self.passed) and not self.failures

    def lines(self) -> list[str]:
        """What the command prints."""
        told = [f"{self.name}: {self.passed:,} passed, {len(self.failures):,} failed"]
        told.append(f"seed {self.seed}")
        told += [f"{what}: {found}" for what, found in self.figures.items()]
        told += [f"  FAILED {one}" for one in self.failures[:SHOWN]]
        if len(self.failures) > SHOWN:
            told.append(f"  … and {len(self.failures) - SHOWN:,} more")
        return told

"""The command `hutong`: one module per subject, each command one verb or question."""

from hutong.interfaces.cli import judging, places, registers, serving
from hutong.interfaces.cli.group import hutong

__all__ = ["hutong", "judging", "places", "registers", "serving"]

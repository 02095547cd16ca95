"""How work moves: a procedure is declared once, and its cases run as it says."""

from hutong.casework.asking import Ask, Shape
from hutong.casework.duties import Duty, Where, city, community, district, street
from hutong.casework.procedures import Competent, Procedure
from hutong.casework.steps import BACK, END, START, Move, Step

__all__ = [
    "BACK",
    "END",
    "START",
    "Ask",
    "Competent",
    "Duty",
    "Move",
    "Procedure",
    "Shape",
    "Step",
    "Where",
    "city",
    "community",
    "district",
    "street",
]

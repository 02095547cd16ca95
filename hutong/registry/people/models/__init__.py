"""What is stored of people, and what can never be false."""

from hutong.registry.people.models.adult import Adult, OtherName, Relation
from hutong.registry.people.models.child import Child, Domicile, Stay
from hutong.registry.people.models.household import Household, Membership
from hutong.registry.people.models.imports import ImportedFile, ImportedRow
from hutong.registry.people.models.known import Known
from hutong.registry.people.models.orders import NoContactOrder, Tie
from hutong.registry.people.models.records import FactRecord

__all__ = [
    "Adult",
    "Child",
    "Domicile",
    "FactRecord",
    "Household",
    "ImportedFile",
    "ImportedRow",
    "Known",
    "Membership",
    "NoContactOrder",
    "OtherName",
    "Relation",
    "Stay",
    "Tie",
]

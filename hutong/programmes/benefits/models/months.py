"""A month in a column: stored as its first day, read as a month."""

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from hutong.foundation.kernel.months import Month

Given = TypeVar("Given", contravariant=True)  # noqa: PLC0105 - Django's own words are no clearer
Read = TypeVar("Read", covariant=True)  # noqa: PLC0105 - as above

if TYPE_CHECKING:
    Stored = models.Field
else:

    class Stored(models.Field):
        """Lets the type of a column be written in brackets, which Django does not."""

        def __class_getitem__(cls, _: object) -> type["Stored"]:
            return cls


class MonthField(Stored[Given, Read]):
    """One calendar month."""

    _pyi_private_set_type: Month | date | str
    _pyi_private_get_type: Month

    def get_internal_type(self) -> str:
        return "DateField"

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To a migration it is a date like any other."""
        name, _, given, named = super().deconstruct()
        return name, "django.db.models.DateField", given, named

    def from_db_value(self, value: date | None, *_: object) -> Month | None:
        return None if value is None else Month.of(value)

    def to_python(self, value: Month | date | str | None) -> Month | None:
        """The month that was given as a month, as any of its days, or written as 2026-11."""
        match value:
            case None | Month():
                return value
            case date():
                return Month.of(value)
            case _:
                return Month.parse(value)

    def get_prep_value(self, value: Any) -> date | None:  # noqa: ANN401 - Django hands over expressions too
        prepared = super().get_prep_value(value)
        month = self.to_python(prepared)
        return None if month is None else month.first_day

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

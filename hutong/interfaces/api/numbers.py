"""The narrow types of the interface, so that a bad value is answered and never stored."""

from typing import Annotated

from pydantic import Field, StringConstraints

PlaceNumber = Annotated[int, Field(ge=10**11, lt=10**12, description="12 digits")]
# PostgreSQL stores no NUL.
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]

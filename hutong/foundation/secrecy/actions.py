"""Changing keys while the city is served: what is written is sealed anew, row by row."""

from typing import NamedTuple

from django.apps import apps
from django.db import models, transaction

from hutong.foundation.secrecy.fields import SealedText
from hutong.foundation.secrecy.keys import newest
from hutong.foundation.secrecy.kinds import Secret

BATCH = 500


class Column(NamedTuple):
    """One sealed column."""

    model: type[models.Model]
    field: SealedText


def sealed_columns(secret: Secret | None = None) -> list[Column]:
    """Every sealed column of the city, or those of one class."""
    return [
        Column(model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's own name for it
        if isinstance(field, SealedText) and secret in {None, field.secret}
    ]


@transaction.atomic
def reseal_some(secret: Secret, *, at_most: int = BATCH) -> int:
    """Seal anew one batch of what older keys of a class sealed; nothing once all is done.

    Rows that nobody may alter (payments, papers, the history) keep the seal they have, and their
    keys stay. Only what shows to whoever acts is sealed anew.
    """
    version = newest(secret).version
    for model, field in sealed_columns(secret):
        if field.fixed:
            continue
        rows = model._default_manager.filter(**{f"{field.name}__older_than": version})  # noqa: SLF001 - Django's own name for it
        batch = list(rows.select_for_update().order_by("pk")[:at_most])
        for row in batch:
            getattr(row, field.attname)  # opened, so that saving seals it anew
            row.save(update_fields=[field.name])
        if batch:
            return len(batch)
    return 0


def under_older_keys(secret: Secret) -> dict[str, int]:
    """How many rows of each column of a class an older key sealed, as far as they show."""
    version = newest(secret).version
    counted = {}
    for model, field in sealed_columns(secret):
        if not field.fixed:
            rows = model._default_manager.filter(**{f"{field.name}__older_than": version})  # noqa: SLF001 - Django's own name for it
            counted[f"{model._meta.db_table}.{field.attname}"] = rows.count()  # noqa: SLF001 - Django's own name for it
    return counted

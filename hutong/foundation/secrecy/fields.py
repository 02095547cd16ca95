"""Columns that hold sealed content: plain on the object in hand, sealed everywhere else.

A query gives the sealed text; reading the attribute of an object opens it. A sealed column is
asked for equality alone, through the blind index beside it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact, In
from django.db.models.query_utils import DeferredAttribute

from hutong.foundation.secrecy.cells import (
    MARK,
    Sealed,
    SealedContent,
    blind,
    cell,
    open_bytes,
    open_cell,
    seal,
    seal_bytes,
)
from hutong.foundation.secrecy.kinds import Secret

Cells = Mapping[str, object]
if TYPE_CHECKING:
    Text = models.TextField[Any, Any]
else:
    Text = models.TextField


class Opening(DeferredAttribute):
    """The attribute of a sealed column: opened when it is first read."""

    field: "SealedText"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed | SealedContent):
            value = self.field.opened(value, instance.__dict__)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(Text):
    """A text that stands sealed, bound to its row by the columns of `bound_to`.

    `index` names the `BlindIndex` beside it, through which it can be asked for. What is `fixed`
    nobody may alter, so it keeps the key it was sealed under.
    """

    descriptor_class = Opening

    def __init__(
        self,
        *,
        secret: Secret,
        index: str = "",
        bound_to: Sequence[str] = ("id",),
        fixed: bool = False,
        **options: Any,
    ) -> None:
        self.secret, self.index, self.bound_to = secret, index, tuple(bound_to)
        self.fixed = fixed
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options |= {"secret": self.secret, "index": self.index, "bound_to": self.bound_to}
        return name, path, args, options

    def sealed(self, value: object, row: Cells) -> Sealed | str | None:
        """What the column stores for a value; nothing and an empty text stay what they are."""
        if value is None or value == "" or isinstance(value, Sealed):
            return value
        return seal(self.written(value), self._cell(row), self.secret)

    def opened(self, value: Any, row: Cells) -> Any:
        """What a sealed text of this column says, given the columns it is bound to."""
        return self.read(open_cell(value, self._cell(row), self.secret))

    def written(self, value: object) -> str:
        """A value as the text that is sealed."""
        return str(value)

    def read(self, text: str) -> object:
        """The value of a text that was sealed."""
        return text

    def from_db_value(self, value: str | None, *_: object) -> object:
        return Sealed(value) if value and value.startswith(MARK) else value

    def to_python(self, value: object) -> object:
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> object:  # noqa: ARG002 - Django's shape
        """The sealed text of what the object says; one that nobody opened is not sealed anew."""
        if self.attname not in model_instance.__dict__:
            getattr(model_instance, self.attname)
        return self.sealed(model_instance.__dict__[self.attname], model_instance.__dict__)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "" or isinstance(value, Sealed) or hasattr(value, "as_sql"):
            return value
        raise TypeError(f"{self.name} is sealed: save the object, or ask for equality.")

    def _cell(self, row: Cells) -> str:
        bound = [row[name] for name in self.bound_to]
        if None in bound:
            raise ValueError(f"{self.name} is sealed for a row that has no key yet.")
        return cell(self.model._meta.db_table, self.attname, ",".join(map(str, bound)))  # noqa: SLF001 - Django's own name for it


class SealedJSON(SealedText):
    """Sealed as JSON: lists, mappings, texts and numbers."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def written(self, value: object) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def read(self, text: str) -> object:
        return json.loads(text)


class SealedBytes(SealedText):
    """A file's bytes, sealed; the column holds bytes, and no query asks for them."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's shape
        return "bytea"

    def sealed(self, value: object, row: Cells) -> Any:
        if value is None or isinstance(value, SealedContent):
            return value
        version, content = seal_bytes(bytes(cast("bytes", value)), self._cell(row), self.secret)
        return SealedContent(version.to_bytes(2, "big") + content)

    def opened(self, value: Any, row: Cells) -> bytes:
        return open_bytes(int.from_bytes(value[:2], "big"), value[2:], self._cell(row), self.secret)

    def from_db_value(self, value: Any, *_: object) -> object:
        return None if value is None else SealedContent(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, SealedContent):
            return value
        raise TypeError(f"{self.name} is sealed: save the object.")


class BlindIndex(Text):
    """A digest of the column it is `of`, by which equal contents are found; never written by hand.

    `shape` gives the part that is digested, or nothing; `purpose` is shared by the columns that
    are compared with one another.
    """

    def __init__(
        self,
        *,
        of: str,
        purpose: str,
        shape: "Callable[[str], str | None] | None" = None,
        **options: Any,
    ) -> None:
        self.of, self.purpose, self.shape = of, purpose, shape
        super().__init__(null=True, editable=False, db_collation="C", **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("null", "editable", "db_collation"):
            options.pop(fixed, None)
        options |= {"of": self.of, "purpose": self.purpose, "shape": self.shape}
        return name, path, args, options

    def digest(self, value: object) -> str | None:
        """The digest of a plain value; none of nothing."""
        if not value:
            return None
        part = self.shape(str(value)) if self.shape else str(value)
        return blind(part, self.purpose) if part else None

    def pre_save(self, model_instance: models.Model, add: bool) -> object:  # noqa: ARG002 - Django's shape
        """The digest of what the object says now."""
        told = model_instance.__dict__.get(self.of)
        known = model_instance.__dict__.get(self.attname)
        if isinstance(told, Sealed) and known:
            return known
        found = self.digest(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, found)
        return found


def _index_of(lhs: Col) -> tuple[Col, BlindIndex]:
    field = cast("SealedText", lhs.target)
    if not field.index:
        raise TypeError(f"{field.name} is sealed and has no index: it cannot be asked for.")
    index = cast("BlindIndex", field.model._meta.get_field(field.index))  # noqa: SLF001 - Django's own name for it
    return Col(lhs.alias, index), index


@SealedText.register_lookup
class SealedExact(Exact):
    """Equality with a plain value, asked of the blind index."""

    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs == "":
            super().__init__(lhs, rhs)
            return
        column, index = _index_of(lhs)
        super().__init__(column, rhs if hasattr(rhs, "as_sql") else index.digest(rhs))


@SealedText.register_lookup
class SealedIn(In):
    """One of several plain values, asked of the blind index."""

    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Any) -> None:
        column, index = _index_of(lhs)
        super().__init__(column, [index.digest(one) for one in rhs])


@SealedText.register_lookup
class OlderThan(Exact):
    """Whether a text was sealed by another version of its key than the one given."""

    lookup_name = "older_than"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, given = self.process_lhs(compiler, connection)
        return (
            f"({column} <> '' and split_part({column}, '.', 1) <> %s)",
            (*given, *given, f"{MARK}{self.rhs}"),
        )


def stored(model: type[models.Model], row: Cells) -> dict[str, Any]:
    """A row's columns as the database keeps them: sealed where they are, with their digests."""
    kept = dict(row)
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's own name for it
        if isinstance(field, SealedText):
            kept[field.attname] = field.sealed(row[field.attname], row)
        elif isinstance(field, BlindIndex):
            kept[field.attname] = field.digest(row[field.of])
    return kept


def opened(model: type[models.Model], column: str, value: str | None, **row: object) -> Any:
    """What a column of a row says that SQL gave sealed; `row` holds the columns it is bound to."""
    if value is None or not value.startswith(MARK):
        return value
    field = cast("SealedText", model._meta.get_field(column))  # noqa: SLF001 - Django's own name for it
    return field.opened(value, row)


def blind_of(model: type[models.Model], column: str, value: str) -> str:
    """The digest by which SQL finds a plain value in a column of blind digests."""
    index = cast("BlindIndex", model._meta.get_field(column))  # noqa: SLF001 - Django's own name for it
    return index.digest(value) or ""

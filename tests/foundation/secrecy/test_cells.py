"""What is sealed opens in its own cell alone, and under its own class's key."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.secrecy.actions import sealed_columns
from hutong.foundation.secrecy.cells import blind, cell, open_cell, seal
from hutong.foundation.secrecy.fields import SealedBytes
from hutong.foundation.secrecy.kinds import Secret
from hutong.foundation.secrecy.suites import NONCE, SUITES, NotOurs

HERE = cell("people_child", "id_number", 1)
pytestmark = pytest.mark.django_db


@given(
    suite=st.sampled_from(list(SUITES.values())),
    plain=st.binary(max_size=200),
    other=st.binary(max_size=200),
    key=st.binary(min_size=32, max_size=32),
)
def test_whatever_is_sealed_opens_again_and_only_in_its_cell(suite, plain, other, key):
    material = key[: suite.key_length]
    sealed = suite.seal(material, plain, b"a|1")

    assert suite.open(material, sealed, b"a|1") == plain
    assert suite.seal(material, plain, b"a|1") == sealed
    with pytest.raises(NotOurs):
        suite.open(material, sealed, b"a|2")
    if other != plain:
        assert suite.seal(material, other, b"a|1")[:NONCE] != sealed[:NONCE]


@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_changed_bit_shuts_it(place, bit):
    suite = SUITES["sm"]
    sealed = bytearray(suite.seal(bytes(16), b"119901201708230024", b"a|1"))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(NotOurs):
        suite.open(bytes(16), bytes(sealed), b"a|1")


@pytest.mark.parametrize("text", ["", "~", "~1", "~1.", "~x.AAAA", "~1.%%%", "~99.AAAA", "plain"])
def test_what_is_no_seal_is_refused(text):
    with pytest.raises(NotOurs):
        open_cell(text, HERE, Secret.IDENTITY)


def test_each_class_has_its_own_key():
    sealed = seal("119901201708230024", HERE, Secret.IDENTITY)

    assert open_cell(sealed, HERE, Secret.IDENTITY) == "119901201708230024"
    with pytest.raises(NotOurs):
        open_cell(sealed, HERE, Secret.ACCOUNT)
    assert blind("1", "identity number") != blind("1", "bank account")


def test_every_sealed_column_is_kept_from_holding_plain_text():
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint"
            " where conname like '%%_is_sealed'"
        )
        guarded = dict(cursor.fetchall())

    bare = [
        f"{model._meta.db_table}.{field.column}"
        for model, field in sealed_columns()
        if not isinstance(field, SealedBytes)
        and f"({field.column} ~ " not in guarded.get(model._meta.db_table, "")
    ]
    assert bare == []


def test_bytes_are_sealed_too():
    assert {field.name for _, field in sealed_columns(Secret.FILE)} == {"bytes", "content"}

"""The proof of the sealed log holds; a verification that looks away is caught by it."""

import os
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from hutong.config.embedded import ADMIN, OWNER, Cluster
from hutong.foundation.history import sealing
from hutong.trust import audit
from hutong.trust.ground import Ground
from tests.server import MARK

pytest_plugins = ["tests.city"]

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
pytestmark = pytest.mark.parametrize("flawed_city", ["select 1"], indirect=True)  # a copy, unharmed


def url(role):
    return Cluster(Path(os.environ[MARK])).url(role, connection.settings_dict["NAME"])


@pytest.fixture
def ground(flawed_city):
    return Ground(url(ADMIN), flawed_city)


def tried(ground):
    return audit.prove(ground, seed=5, changes=3 * len(audit.WAYS), large=0)


def test_every_change_to_a_sealed_log_is_found(ground):
    report = tried(ground)

    assert report.failures == []
    assert report.passed == 3 * len(audit.WAYS) + 2


def test_a_verification_that_trusts_any_signature_is_caught(ground, monkeypatch):
    whole = sealing._faults
    monkeypatch.setattr(
        sealing,
        "_faults",
        lambda *given: (one for one in whole(*given) if "signature" not in one),
    )
    missed = tried(ground).failures

    assert any("seal's signature altered" in one for one in missed)


def test_a_verification_that_leaves_a_column_out_is_caught(ground, monkeypatch):
    columns = sealing.LOGS["history_change"].replace(", reason", "")
    monkeypatch.setitem(sealing.LOGS, "history_change", columns)
    missed = tried(ground).failures

    assert any("history_change.reason changed" in one for one in missed)


def test_without_a_head_kept_elsewhere_a_cut_is_not_found_and_with_one_it_is(ground):
    with psycopg.connect(ground.administrator, autocommit=True) as log:
        audit._begin_anew(log)
        for _ in range(3):
            audit._write(log, 10)
            head = audit.sealed(log, KEY)
        with log.transaction(force_rollback=True):
            audit._open(log)
            [start] = log.execute(
                "delete from history_seal where number = 3 returning first"
            ).fetchone()
            for name in sealing.LOGS:
                log.execute(f"delete from {name} where xact >= '{start}'::xid8")  # noqa: S608 - our own names
            assert sealing.verify(log, KEY.public_key()).sound
            assert sealing.verify(log, KEY.public_key(), head=head).faults == (
                "seal 3, which was kept elsewhere, is not there",
            )


def test_what_a_running_transaction_wrote_is_sealed_only_when_it_has_ended(ground):
    with (
        psycopg.connect(ground.administrator, autocommit=True) as log,
        psycopg.connect(ground.administrator) as writer,
    ):
        audit._begin_anew(log)
        audit._write_each(writer, 10)  # begun, and not ended
        audit._write(log, 20)
        assert sealing.seal(log, KEY) is None  # the later entries wait for the earlier ones
        writer.commit()
        sealed = audit.sealed(log, KEY).count
        while sealed < 30:  # others on this server may have written in between
            sealed += audit.sealed(log, KEY).count

        assert sealed == 30
        assert sealing.verify(log, KEY.public_key()).sound


def test_a_server_that_counts_its_transactions_anew_begins_another_era(ground):
    with psycopg.connect(ground.administrator, autocommit=True) as log:
        audit._begin_anew(log)
        audit._write(log, 10)
        audit.sealed(log, KEY)
        audit._open(log)
        # as after a dump that was restored on a younger server
        log.execute("update history_change set xact = '9000000000'::xid8")
        log.execute("update history_reading set xact = '9000000000'::xid8")
        log.execute("update history_search set xact = '9000000000'::xid8")
        log.execute("delete from history_seal")
        log.execute(
            "insert into history_seal (number, era, first, upto, count, entries, digest, signature)"
            " values (1, 1, 0, 9000000001, 10, '', '', '')"
        )
        assert sealing.seal(log, KEY) is None
        audit._write(log, 5)
        made = audit.sealed(log, KEY)

    assert (made.era, made.number, made.count) == (2, 2, 5)


@pytest.mark.parametrize("name", [*sealing.LOGS, "history_seal"])
def test_nobody_changes_an_entry_the_owner_of_the_tables_included(ground, name):
    with psycopg.connect(ground.administrator, autocommit=True) as log:
        audit._write(log, 10)
        audit.sealed(log, KEY)
    with psycopg.connect(ground.administrator) as log:
        for statement in (f"truncate {name}", f"delete from {name}", f"update {name} set era = 1"):  # noqa: S608 - our own names
            with (
                pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="stays as it is"),
                log.transaction(),
            ):
                log.execute(statement)
    with (
        psycopg.connect(url(OWNER)) as log,
        pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="stays as it is"),
    ):
        log.execute(f"truncate {name}")


def test_the_serving_role_sees_neither_seals_nor_eras(ground):
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("select * from history_seal")

"""Every table with personal data is guarded and tracked, and the serving role cannot undo it."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db

# Tables without row security, each with its reason. A new table lands here or is guarded.
PUBLIC = {
    "django_migrations": "names of migrations",
    "django_content_type": "names of tables",
    "secrecy_key": "keys, wrapped by a master key that stands in no database",
    "django_session": "opaque to everyone but the bearer of the cookie; expires in 12 hours",
    "auth_group": "unused; comes with the framework",
    "auth_group_permissions": "unused; comes with the framework",
    "auth_permission": "unused; comes with the framework",
    "account_emailaddress": "unused; comes with the sign-in library",
    "account_emailconfirmation": "unused; comes with the sign-in library",
    "access_account": "names of staff, read before anyone is signed in",
    "access_unit": "offices and organisations are public inside the house",
    "calendar_day": "public calendar",
    "calendar_announcedyear": "public calendar",
    "places_place": "public divisions",
    "places_succession": "public divisions",
    "facilities_institution": "public bodies",
}


def tables():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select relname, relrowsecurity, relforcerowsecurity,
                   has_table_privilege('hutong_app', oid, 'delete'),
                   has_table_privilege('hutong_app', oid, 'truncate'),
                   exists (select 1 from pg_trigger t
                           where t.tgrelid = c.oid and t.tgname = 'history'),
                   pg_get_userbyid(relowner)
              from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
            """
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def test_every_table_is_guarded_or_stands_on_the_list_with_its_reason():
    bare = {name for name, (enabled, forced, *_) in tables().items() if not (enabled and forced)}

    assert bare - set(PUBLIC) == set(), "guard() these tables or give a reason in PUBLIC"
    assert set(PUBLIC) - bare - {"account_emailconfirmation"} == set(), "no longer bare, or gone"


def test_no_guarded_row_can_be_deleted_by_the_serving_role():
    assert [
        name
        for name, (enabled, _, delete, truncate, *_) in tables().items()
        if enabled and (delete or truncate)
    ] == []


def test_every_guarded_table_keeps_its_history():
    untracked = {
        name for name, (enabled, _, _, _, tracked, _) in tables().items() if enabled and not tracked
    }

    # The history itself has no history of its own, and the gate's key none either; who reads a
    # history must not learn from it which files are decoys.
    logs = {"history_change", "history_reading", "history_search", "history_seal"}
    assert untracked - logs - {"history_begun", "history_decoy", "access_gate"} == set(BULK)


# Tables whose rows are derived from tracked ones or written once in bulk, each with its reason.
BULK = {
    "benefits_line": "a ledger that is never edited is its own history",
    "benefits_held": "written once with its round, never edited",
    "benefits_determination": "frozen as it was decided, never edited",
    "benefits_payment": "given to the bank line by line, never edited",
    "benefits_unsent": "written once with its bank file, never edited",
    "benefits_carried": "written once with its bank file, never edited",
    "benefits_answer": "as read from the bank's file, never edited",
    "documents_content": "the bytes of a paper: never updated, never deleted",
    "exchange_upload": "the bytes of a file: never updated, never deleted",
    "people_imported_row": "as read from the file; what it became is tracked as the child's",
}


def test_the_serving_role_owns_nothing():
    assert {owner for *_, owner in tables().values()} == {"hutong_owner"}


def test_every_model_has_its_table():
    known = tables()

    assert [m._meta.db_table for m in apps.get_models() if m._meta.managed] != []
    assert {m._meta.db_table for m in apps.get_models() if m._meta.managed} <= set(known)

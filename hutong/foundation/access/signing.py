"""The context that the database believes: signed for one transaction of one of its processes.

Whoever can run SQL as the serving role can set any setting. So the policies believe none of them
that does not carry our signature, and the serving role can read neither the key nor a signature
that would hold in another transaction.
"""

import hmac
from hashlib import sha256

from django.conf import settings
from django.db import connections, transaction

PURPOSE = b"hutong: who is acting"
BLOCK = 64  # bytes that SHA-256 works on at a time
BEGAN = "(extract(epoch from transaction_timestamp()) * 1000000)::bigint"
INNER, OUTER = 0x36, 0x5C  # what HMAC mixes a key with (RFC 2104)

# One row, which the owner alone may read; and the functions that policies, triggers and defaults
# ask. `transaction_timestamp` is the moment at which this transaction began: no two transactions
# of one process have the same.
GATE = """
    create table access_gate (
        one boolean primary key default true check (one),
        inner_pad bytea not null check (length(inner_pad) = 64),
        outer_pad bytea not null check (length(outer_pad) = 64)
    );
    revoke all on access_gate from public, hutong_app;
    alter table access_gate enable row level security;
    alter table access_gate force row level security;
    create policy behind_functions on access_gate to hutong_owner using (true) with check (true);

    create function access_signed() returns text
    language plpgsql stable parallel restricted
    security definer set search_path = pg_catalog, public, pg_temp as $$
    declare
        said text := current_setting('hutong.acting', true);
        message bytea;
        gate record;
    begin
        if length(said) < 66 then
            return null;
        end if;
        message := convert_to(
            pg_backend_pid() || '|'
            || (extract(epoch from transaction_timestamp()) * 1000000)::bigint || '|'
            || substr(said, 66), 'UTF8');
        select inner_pad, outer_pad into gate from public.access_gate;
        if not found then
            return null;
        end if;
        -- the digests of both are compared, so that no timing tells how much of a guess was right
        if sha256(convert_to(left(said, 64), 'UTF8')) = sha256(convert_to(
            encode(sha256(gate.outer_pad || sha256(gate.inner_pad || message)), 'hex'), 'UTF8'))
        then
            return substr(said, 66);
        end if;
        return null;
    end $$;

    create function access_scope() returns int8range
    language plpgsql stable parallel restricted set search_path = pg_catalog, public, pg_temp as $$
    declare
        said text := public.access_signed();
        low bigint := nullif(split_part(said, '|', 1), '');
        high bigint := nullif(split_part(said, '|', 2), '');
    begin
        return case when low <= high then int8range(low, high, '[]') end;
    end $$;

    create function access_low() returns bigint
    language sql stable parallel restricted return lower(access_scope());
    create function access_high() returns bigint
    language sql stable parallel restricted return upper(access_scope()) - 1;
    create function access_actor() returns uuid
    language sql stable parallel restricted
    return nullif(split_part(access_signed(), '|', 3), '')::uuid;
    create function access_posting() returns uuid
    language sql stable parallel restricted
    return nullif(split_part(access_signed(), '|', 4), '')::uuid;
    create function access_role() returns text
    language sql stable parallel restricted return nullif(split_part(access_signed(), '|', 5), '');
    create function access_own_unit() returns uuid
    language sql stable parallel restricted
    return nullif(split_part(access_signed(), '|', 6), '')::uuid;
    create function access_reason() returns text
    language sql stable parallel restricted
    return coalesce(regexp_replace(access_signed(), '^([^|]*[|]){6}', ''), '');
"""
NO_GATE = """
    drop function access_reason(), access_own_unit(), access_role(), access_posting(),
        access_actor(), access_high(), access_low(), access_scope(), access_signed();
    drop table access_gate;
"""


def signed(body: str, *, process: int, began: int) -> str:
    """What the policies believe in one transaction: a body with our signature before it.

    `process` is the number of the database's process, `began` the microsecond in which its
    transaction began.
    """
    message = f"{process}|{began}|{body}".encode()
    return f"{hmac.new(_key(), message, sha256).hexdigest()}|{body}"


def install(alias: str = "owner") -> None:
    """Let the database know our key; whoever migrates does this, and only the owner of it can."""
    pads = [bytes(byte ^ mixed for byte in _key().ljust(BLOCK, b"\0")) for mixed in (INNER, OUTER)]
    with connections[alias].cursor() as cursor:
        cursor.execute(
            """
            insert into access_gate (inner_pad, outer_pad) values (%s, %s)
                on conflict (one) do update
               set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad
             where (access_gate.inner_pad, access_gate.outer_pad)
                   is distinct from (excluded.inner_pad, excluded.outer_pad)
            """,
            pads,
        )


def believed(alias: str = "default") -> bool:
    """Whether the database believes what we sign: it may have been told another key."""
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute(f"select pg_backend_pid(), {BEGAN}")
        process, began = cursor.fetchone()
        said = signed("||||||", process=process, began=began)
        cursor.execute("select set_config('hutong.acting', %s, true)", [said])
        cursor.execute("select access_signed() is not null")
        answer: tuple[bool] = cursor.fetchone()
        cursor.execute("select set_config('hutong.acting', '', true)")
    return answer[0]


def _key() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), PURPOSE, sha256).digest()

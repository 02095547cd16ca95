"""How long a month's round takes for a whole city, and how long its pages and papers take.

    python benchmarks/month_round.py                 20,000 children, up to five years of months
    python benchmarks/month_round.py 5000

A database server of its own is started for it and thrown away, with all its safety left on. An
administrator loads the children, their parents and 36 facts about each; the rounds are made with
the verbs the product uses, by the serving role, under row security. The first round pays all
months since each child was granted the allowance, which no month ever does again; the third one
comes after the rate that was published seven months late.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import django
import psycopg
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

CITY, LAST = 110100000000, 110199999999
DISTRICT = 110105000000

PEOPLE_AND_PLACES = """
    insert into access_account (id, password, username, name, email, language, is_active)
    select ('00000000-0000-0000-0000-00000000000' || n)::uuid, '', 'payer' || n, '经办' || n, '',
           '', true
      from generate_series(1, 3) n;
    insert into places_place (number, last, code, name, pinyin, initials, level, form, days)
    values (110100000000, 110199999999, '110100000000', '北京市', 'beijing', 'bj', 2, '',
            '[2000-01-01,)');
    insert into places_place
           (number, last, code, name, pinyin, initials, level, form, parent_id, days)
    select n, n + 999999, n::text, '区' || d, 'qu', 'q', 3, '', 110100000000, '[2000-01-01,)'
      from (select d, 110100000000 + d * 1000000 as n from generate_series(1, 16) d) one;
    insert into places_place
           (number, last, code, name, pinyin, initials, level, form, parent_id, days)
    select n, n, n::text, '社区' || k, 'shequ', 'sq', 5, '', parent, '[2000-01-01,)'
      from (select 110100000000 + d * 1000000 as parent, k,
                   110100000000 + d * 1000000 + s * 1000 + k as n
              from generate_series(1, 16) d, generate_series(1, 20) s, generate_series(1, 23) k
           ) one;
"""

CHILDREN = """
    create temporary table one as
    select n, gen_random_uuid() as child, gen_random_uuid() as father, gen_random_uuid() as mother,
           date '2008-01-01' + (n * 331) %% 6000 as birth_date,
           date '2021-01-05' + (n * 37) %% 1500 as granted_on,
           110100000000 + (1 + n %% 16) * 1000000::bigint + (1 + n / 16 %% 20) * 1000
               + (1 + n / 320 %% 23) as place
      from generate_series(1, %(count)s) n;
    insert into people_child
           (id, child_no, name, pinyin, initials, reading, sex, birth_date, birth_precision,
            residence_id, residence_detail, hukou_id, hukou_detail, ethnic_group, phone,
            registered_on, left_reason)
    select child, 'B' || n, '孩' || n, 'hai' || n, 'h', 'hai ' || n, '1', birth_date, 'day',
           place, '', place, '', '', '', '2020-01-01', '' from one;
    insert into people_adult (id, recorded_for_id, name, pinyin, initials, sex, phone)
    select father, child, '父' || n, 'fu', 'f', '1', '' from one
    union all
    select mother, child, '母' || n, 'mu', 'm', '2', '' from one;
    insert into people_relation
           (id, child_id, adult_id, kind, label, days, paper, recorded_on, recorded_by_id, reason)
    select gen_random_uuid(), child, father, 'father', '', daterange(null, null), '',
           date '2020-01-01', %(by)s::uuid, ''
      from one
    union all
    select gen_random_uuid(), child, mother, 'mother', '', daterange(null, null), '',
           date '2020-01-01', %(by)s::uuid, ''
      from one;
    insert into benefits_entitlement
           (id, child_id, benefit, account, applied_on, confirmed_on, confirmed_by_id,
            first_month, paper, reason)
    select gen_random_uuid(), child,
           case when n %% 4 = 0 then 'living-allowance-orphan'
                else 'living-allowance-de-facto' end,
           'living-allowance', granted_on, granted_on, %(by)s::uuid,
           date_trunc('month', granted_on + interval '1 month')::date, '', '' from one;
"""

FACTS = """
    insert into people_fact
           (id, child_id, adult_id, name, value, days, paper, paper_number, source,
            recorded_on, recorded_by_id, reason)
    select gen_random_uuid(), case when who = 'child' then child end,
           case who when 'father' then father when 'mother' then mother end,
           fact.name, fact.value, fact.days, '', '', '', date '2020-01-01', %(by)s::uuid, ''
      from one cross join lateral (values
        ('child', 'birth_date', birth_date::text, daterange(null, null)),
        ('child', 'hukou', 'city', daterange(null, null)),
        ('child', 'care_setting', 'family', daterange(null, null)),
        ('child', 'origin', 'family', daterange(null, null)),
        ('child', 'adopted', 'false', daterange(null, null)),
        ('child', 'on_dibao', case when n %% 3 = 0 then 'true' else 'false' end,
         daterange(null, null)),
        ('child', 'own_dibao_amount', case when n %% 3 = 0 then '1200.00' else '0.00' end,
         daterange(null, null)),
        ('child', 'on_tekun', 'false', daterange(null, null)),
        ('child', 'on_disabled_living_subsidy', 'false', daterange(null, null)),
        ('child', 'disability_kind', 'none', daterange(null, null)),
        ('child', 'major_disease', 'false', daterange(null, null)),
        ('child', 'hiv_infected', 'false', daterange(null, null)),
        ('child', 'study', 'preschool',
         daterange(null, (birth_date + interval '6 years')::date)),
        ('child', 'study', 'compulsory',
         daterange((birth_date + interval '6 years')::date,
                   (birth_date + interval '15 years')::date)),
        ('child', 'study', 'general_high',
         daterange((birth_date + interval '15 years')::date, null)),
        ('father', 'life', 'dead', daterange('2019-01-01', null)),
        ('mother', 'life', case when n %% 4 = 0 then 'dead' else 'alive' end,
         daterange('2019-01-01', null)),
        ('father', 'measure', 'none', daterange(null, null)),
        ('mother', 'measure', case when n %% 4 = 0 then 'none' else 'prison' end,
         daterange('2019-06-01', null)),
        ('mother', 'measure_months', '60', daterange(null, null)),
        ('mother', 'measure_from', '2019-06-01', daterange(null, null)),
        ('father', 'disability_kind', 'none', daterange(null, null)),
        ('mother', 'disability_kind', 'none', daterange(null, null)),
        ('father', 'major_disease', 'false', daterange(null, null)),
        ('mother', 'major_disease', 'false', daterange(null, null)),
        ('father', 'illness_ends_guardianship', 'false', daterange(null, null)),
        ('mother', 'illness_ends_guardianship', 'false', daterange(null, null)),
        ('father', 'out_of_contact', 'false', daterange(null, null)),
        ('mother', 'out_of_contact', 'false', daterange(null, null)),
        ('father', 'guardianship_revoked', 'false', daterange(null, null)),
        ('mother', 'guardianship_revoked', 'false', daterange(null, null)),
        ('father', 'expelled', 'false', daterange(null, null)),
        ('mother', 'expelled', 'false', daterange(null, null)),
        ('father', 'working_away', 'false', daterange(null, null)),
        ('mother', 'working_away', 'false', daterange(null, null)),
        ('mother', 'able_to_guard', 'false', daterange(null, null))
      ) as fact(who, name, value, days);
"""

T = TypeVar("T")


def timed(label: str, act: Callable[[], T]) -> T:
    """Do something and print how long it took."""
    start = time.perf_counter()
    result = act()
    print(f"{time.perf_counter() - start:8.2f} s  {label}", flush=True)
    return result


def main(count: int) -> None:
    """Build the city, run three months and put them on paper."""
    cluster = Cluster(Path(tempfile.gettempdir()) / f"hutong-month-{os.getpid()}")
    try:
        with cluster.in_use({}):
            passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
            database.prepare(cluster.url(ADMIN, "postgres"), passwords)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
            os.environ.update(
                HUTONG_SECRET_KEY=cluster.password(SERVING),
                HUTONG_DATABASE_URL=cluster.url(SERVING, "hutong"),
                HUTONG_OWNER_DATABASE_URL=cluster.url(OWNER, "hutong"),
            )
            django.setup()
            call_command("migrate", database="owner", verbosity=0)
            load(cluster, count)
            measure(cluster)
    finally:
        shutil.rmtree(cluster.folder, ignore_errors=True)


def load(cluster: Cluster, count: int) -> None:
    """Let an administrator write the children, without the history of each row."""
    with psycopg.connect(cluster.url(ADMIN, "hutong"), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute(PEOPLE_AND_PLACES)
        named = {"count": count, "by": UUID(int=1)}
        psycopg.ClientCursor(admin).execute(CHILDREN + FACTS, named)
        open_accounts(admin)
        admin.execute("vacuum analyze")


def open_accounts(admin: psycopg.Connection) -> None:
    """An account for all but one in fifty, sealed as they always are."""
    from hutong.foundation.kernel.keys import new_key  # noqa: PLC0415 - Django is set up first
    from hutong.foundation.secrecy.fields import stored  # noqa: PLC0415 - Django is set up first
    from hutong.programmes.benefits.models import PayeeAccount  # noqa: PLC0415 - Django is set up first

    children = admin.execute(
        "select id, name from people_child where substr(child_no, 2)::int % 50 > 0"
    ).fetchall()
    columns = ("id", "child_id", "holder", "number", "number_index")
    with admin.cursor().copy(
        f"copy benefits_payee_account ({', '.join(columns)}, kind, relation, bank, days, paper,"
        " recorded_on, recorded_by_id) from stdin"
    ) as copy:
        for number, (child, name) in enumerate(children):
            written = f"62140000{10_000_000 + number}"
            told = {"id": new_key(), "child_id": child, "holder": name, "number": written}
            row = PayeeAccount(**told)
            kept = stored(PayeeAccount, row.__dict__)
            copy.write_row(
                (
                    *(kept[column] for column in columns),
                    *("own", "本人", "北京农商银行", "[2020-01-01,)", "", "2020-01-01"),
                    UUID(int=1),
                )
            )


def measure(cluster: Cluster) -> None:
    """Three rounds from the making to the approval, and what is looked at and printed of them."""
    from hutong.foundation.access import Officer, acting  # noqa: PLC0415 - Django is set up first
    from hutong.foundation.access.roles import Role  # noqa: PLC0415 - Django is set up first
    from hutong.foundation.kernel.months import Month  # noqa: PLC0415 - Django is set up first
    from hutong.foundation.places.models import Place  # noqa: PLC0415 - Django is set up first
    from hutong.programmes.benefits import actions as benefits  # noqa: PLC0415 - Django is set up first
    from hutong.programmes.benefits import queries, tables  # noqa: PLC0415 - Django is set up first
    from hutong.programmes.benefits.models import Line, Round  # noqa: PLC0415 - Django is set up first

    def officer(number: int, role: Role, low: int = CITY, high: int = LAST) -> Officer:
        return Officer(UUID(int=number), f"经办{number}", None, role, low, high, "")

    makes = officer(1, Role.PAYMENT_CLERK)
    checks = officer(2, Role.PAYMENT_CHECKER)
    approves = officer(3, Role.PAYMENT_APPROVER)

    def run(month: Month, on: date, place: Place, what: str) -> Round:
        with acting(makes):
            made = timed(
                f"make the round of {month}{what}",
                lambda: benefits.make_round(month=month, place=place, by=makes, on=on),
            )
            print(f"           {made.lines.count():,} lines")
        with acting(checks):
            timed("check", lambda: benefits.check_round(round=made, by=checks, on=on))
        with acting(approves):
            timed("approve", lambda: benefits.approve_round(round=made, by=approves, on=on))
        with psycopg.connect(cluster.url(ADMIN, "hutong"), autocommit=True) as admin:
            admin.execute("vacuum analyze benefits_line")
        return made

    with acting(makes):
        city, district = Place.objects.get(pk=CITY), Place.objects.get(pk=DISTRICT)
    run(Month(2025, 12), date(2025, 12, 1), city, ", the first ever")
    run(Month(2026, 1), date(2026, 1, 5), city, ", an ordinary month")
    late = run(Month(2026, 2), date(2026, 2, 2), city, ", after the late rate")
    march = run(Month(2026, 3), date(2026, 3, 2), city, ", an ordinary month")
    with acting(makes):
        timed("the funnel of the late month", lambda: queries.round_summary(late))
        timed("a page of 50 changes, with reasons", lambda: queries.changed_lines(late))
        timed("the funnel of an ordinary month", lambda: queries.round_summary(march))
        timed("a page of its changes, with reasons", lambda: queries.changed_lines(march))
        child = Line.objects.filter(round=late).order_by("pk")[0].child
        timed("one child's ledger, with reasons", lambda: queries.ledger(child))
        paper = timed("payment list of the late month", lambda: tables.payment_list_xlsx(late))
        print(f"           {len(paper):,} bytes")
        timed("bank file", lambda: tables.bank_file_csv(late))
    clerk = officer(1, Role.PAYMENT_CLERK, district.number, district.last)
    april = {"month": Month(2026, 4), "place": district, "by": clerk, "on": date(2026, 4, 2)}
    with acting(clerk):
        made = timed("make the round of one district", lambda: benefits.make_round(**april))
        timed("its payment list", lambda: tables.payment_list_xlsx(made))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

"""What is due to everybody of a place, month by month, worked out inside PostgreSQL.

Every month since an entitlement began is judged anew from what is known today. What was paid
before is taken off, and what remains becomes a line. A sum awarded once is due in its month. All
steps are tables of one transaction: they are gone when it ends, and when it is broken off nothing
was written.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Begins, Benefit, Fact, Pack
from hutong.foundation.policy._sql_missing import WORD
from hutong.foundation.policy.compile import Layout, compile_pack
from hutong.foundation.policy.packs import excluded
from hutong.programmes.benefits._knowledge import change_days_sql
from hutong.programmes.benefits._law import NoSuchBenefit
from hutong.registry.people.queries import facts_relation_sql

if TYPE_CHECKING:
    from datetime import date

    from hutong.programmes.benefits.models import Round

# Where PostgreSQL can compile expressions it takes seconds for rules this wide; sorting in memory
# saves more than that.
SETTINGS = "select set_config('jit', 'off', true), set_config('work_mem', '128MB', true)"

YEAR_OF = {"month": 12, "year": 1, "once": 1}

# The children of the place; those on another round that is still open wait for it.
CHILDREN = """
    create temporary table round_child on commit drop as
    select c.id as child, coalesce(c.hukou_id, c.residence_id) as place,
           open.child_id is not null as waits
      from people_child c
      left join (
          select distinct child_id from benefits_line
           where live and round_id = any (benefits_other_open_rounds(%(round)s))
      ) open on open.child_id = c.id
     where coalesce(c.hukou_id, c.residence_id) between %(low)s and %(high)s
       and (exists (select from benefits_entitlement e where e.child_id = c.id)
            or exists (select from benefits_award a where a.child_id = c.id)
            or exists (select from benefits_line l where l.child_id = c.id));
    analyze round_child;
"""

# Every month that counts, the day whose facts decide it, and the figures of its first day. The
# months that a resumed grant reaches back to are decided by their own facts.
MONTHS = """
    create temporary table round_month on commit drop as
    select e.child_id as subject, e.benefit, e.account, month::date as values_on,
           case when e.resumes_id is not null
                 and (not b.by_application or month < date_trunc('month', e.applied_on))
                then month::date - 1
                else greatest(month::date - 1, case when b.by_application then e.applied_on
                                                    else e.confirmed_on end) end as on_day
      from benefits_entitlement e
      join round_child c on c.child = e.child_id and not c.waits
      join unnest(%(codes)s::text[], %(by_application)s::boolean[], %(periods)s::text[])
           as b(code, by_application, period) on b.code = e.benefit
     cross join lateral generate_series(
         e.first_month,
         case when b.period = 'once' then least(e.first_month, e.ended_month, %(month)s)
              else least(e.ended_month, %(month)s) end,
         case when b.period = 'year' then interval '1 year' else interval '1 month' end
     ) as month;
    analyze round_month;
"""

# Stretches of days in which nothing known of a child changes.
STRETCHES = """
    create temporary table round_asked on commit drop as
    select subject as child, min(on_day) as first, max(on_day) as last
      from round_month group by subject;
    analyze round_asked;
    create temporary table round_stretch on commit drop as
    select subject, since,
           lead(since, 1, 'infinity') over (partition by subject order by since) as until
      from (
          select child as subject, first as since from round_asked
          union
          select subject, on_day from ({changes}) changed
      ) begins;
    analyze round_stretch;
"""

FACTS = """
    create temporary table round_facts on commit drop as
    select stretch.until, known.*
      from ({facts}) known
      join round_stretch stretch
        on stretch.subject = known.subject and stretch.since = known.on_day;
    analyze round_facts;
"""

VERDICTS = """
    create temporary table round_verdict (
        child uuid, benefit text, account text, month date, on_day date,
        outcome boolean, amount numeric(12,2), deviation boolean default false
    ) on commit drop;
"""

JUDGE = """
    insert into round_verdict (child, benefit, account, month, on_day, outcome, amount)
    select subject, '{code}', '{account}', values_on, on_day,
           "{name}__outcome", "{name}__amount"
      from (
          with asked as (
              select m.subject, m.on_day, m.values_on, {facts}
                from round_month m
                join round_facts f on f.subject = m.subject
                 and m.on_day >= f.on_day and m.on_day < f.until
               where m.benefit = '{code}'
          )
          {judged}
      ) judged;
"""

# Where two people departed from the rule, what they agreed on counts.
DEVIATIONS = """
    analyze round_verdict;
    update round_verdict v
       set outcome = true, amount = d.amount, deviation = true
      from benefits_deviation d
     where d.child_id = v.child and d.benefit = v.benefit and d.agreed_on <= %(on)s
       and v.month between d.first_month and d.last_month;
"""

# Of benefits that exclude each other the set that pays most; the earlier in the law if equal. A
# set that goes on where another ends comes before it: what pays nought is not left out.
SETTLED = """
    create temporary table round_due on commit drop as
    with law as (
        select * from unnest(%(codes)s::text[], %(clusters)s::int[], %(positions)s::int[],
                             %(years)s::int[]) as k(code, cluster, position, year_of)
    ),
    several as (
        select distinct e.child_id as child
          from benefits_entitlement e join law on law.code = e.benefit
          join round_child c on c.child = e.child_id
         group by e.child_id, law.cluster having count(*) > 1
    ),
    granted as (
        select v.*, k.cluster, k.position, v.amount * k.year_of as worth
          from round_verdict v
          join law k on k.code = v.benefit
          join several on several.child = v.child
         where v.outcome and v.amount is not null
    ),
    worths as (
        select g.child, g.month, g.cluster, s.choice,
               row_number() over (
                   partition by g.child, g.month, g.cluster
                   order by sum(g.worth) desc,
                            array_agg(g.position order by g.position) || 2147483647
               ) as place
          from granted g
          join unnest(%(set_codes)s::text[], %(choices)s::int[]) as s(code, choice)
            on s.code = g.benefit
         group by g.child, g.month, g.cluster, s.choice
    ),
    chosen as (
        select v.child, v.month, v.account, v.benefit, v.amount, v.on_day, v.deviation
          from round_verdict v
         where v.outcome and v.amount is not null
           and not exists (select from several where several.child = v.child)
        union all
        select g.child, g.month, g.account, g.benefit, g.amount, g.on_day, g.deviation
          from worths w
          join granted g on g.child = w.child and g.month = w.month and g.cluster = w.cluster
          join unnest(%(set_codes)s::text[], %(choices)s::int[]) as s(code, choice)
            on s.code = g.benefit and s.choice = w.choice
         where w.place = 1
    ),
    open as (
        select distinct child, account, month from round_verdict where outcome is null
    )
    select coalesce(c.child, o.child) as child, coalesce(c.account, o.account) as account,
           coalesce(c.month, o.month) as month, c.benefit, c.amount, c.on_day,
           coalesce(c.deviation, false) as deviation, o.child is not null as open
      from chosen c
      full join open o on o.child = c.child and o.account = c.account and o.month = c.month;
    analyze round_due;
"""

# What was decided once is due in its month, beside whatever the rules say of that month.
AWARDED = """
    create temporary table round_award on commit drop as
    select a.child_id as child, a.account, a.month, min(a.benefit) as benefit,
           sum(a.amount) as amount, max(a.decided_on) as on_day
      from benefits_award a
      join round_child c on c.child = a.child_id and not c.waits
     where a.month <= %(month)s and a.decided_on <= %(on)s
       and not exists (select from benefits_award_withdrawal w
                        where w.award_id = a.id and w.withdrawn_on <= %(on)s)
     group by a.child_id, a.account, a.month;
    update round_due d
       set benefit = coalesce(d.benefit, w.benefit), amount = coalesce(d.amount, 0) + w.amount,
           on_day = coalesce(d.on_day, w.on_day)
      from round_award w
     where w.child = d.child and w.account = d.account and w.month = d.month;
    insert into round_due (child, account, month, benefit, amount, on_day, deviation, open)
    select w.child, w.account, w.month, w.benefit, w.amount, w.on_day, false, false
      from round_award w
     where not exists (select from round_due d where d.child = w.child
                          and d.account = w.account and d.month = w.month);
    analyze round_due;
"""

PAID = """
    create temporary table round_paid on commit drop as
    select distinct on (l.child_id, l.account, l.month)
           l.child_id as child, l.account, l.month, l.sequence, l.due as paid, l.benefit,
           l.reason ->> 'known' as known
      from benefits_line l
      join round_child c on c.child = l.child_id and not c.waits
     where l.live and l.month <= %(month)s
     order by l.child_id, l.account, l.month, l.sequence desc;
    analyze round_paid;
"""

# What is due less what was paid. While an answer is open, money already paid is left alone.
DIFFERENCES = """
    create temporary table round_difference on commit drop as
    select *, due - paid as amount
      from (
          select coalesce(d.child, p.child) as child, coalesce(d.account, p.account) as account,
                 coalesce(d.month, p.month) as month,
                 coalesce(d.benefit, p.benefit) as benefit, p.benefit as benefit_before,
                 case when d.open then greatest(coalesce(d.amount, 0), coalesce(p.paid, 0))
                      else coalesce(d.amount, 0) end as due,
                 coalesce(p.paid, 0) as paid, coalesce(p.sequence, 0) as sequence,
                 p.known as known_before, d.benefit is not null as granted, d.on_day,
                 coalesce(d.deviation, false) as deviation
            from round_due d
            full join round_paid p
              on p.child = d.child and p.account = d.account and p.month = d.month
      ) compared
     where due <> paid;
    analyze round_difference;
"""

# Why nothing is due any more, and what is missing: asked of those few alone.
UNGRANTED = """
    create temporary table round_ungranted (
        child uuid, benefit text, account text, month date, open boolean,
        failed jsonb, missing jsonb
    ) on commit drop;
"""

TO_EXPLAIN = """
    select distinct benefit from round_verdict where outcome is null
    union
    select benefit from round_difference where not granted
"""

EXPLAIN = """
    insert into round_ungranted
    select subject, '{code}', '{account}', values_on, "{name}__outcome" is null,
           (select coalesce(jsonb_agg(code order by place), '[]')
              from unnest(array[{conditions}]) with ordinality as c(code, place)
             where "{name}__failed" >> (place - 1)::int & 1 = 1),
           (select coalesce(jsonb_agg(source), '[]')
              from (values {sources}) as s(source, word, place)
             where (array[{words}])[word] >> place & 1 = 1)
      from (
          with asked as (
              select m.subject, m.on_day, m.values_on, {facts}
                from round_month m
                join round_verdict v
                  on v.child = m.subject and v.benefit = m.benefit and v.month = m.values_on
                join round_facts f on f.subject = m.subject
                 and m.on_day >= f.on_day and m.on_day < f.until
               where m.benefit = '{code}'
                 and (v.outcome is null
                      or not v.outcome
                         and exists (select from round_difference d
                                      where d.child = m.subject and d.month = m.values_on
                                        and d.benefit = m.benefit and not d.granted))
          )
          {judged}
      ) judged;
"""

LINES = """
    insert into benefits_line
        (round_id, paid_in, child_id, account, benefit, month, sequence,
         due, paid_before, amount, reason, place_id, live)
    select %(round)s, %(month)s, d.child, d.account, d.benefit, d.month, d.sequence + 1,
           d.due, d.paid, d.amount,
           jsonb_strip_nulls(jsonb_build_object(
               'on', d.on_day,
               'known', %(on)s::date,
               'ground', case when d.deviation then 'deviation'
                              when exists (select from benefits_award a
                                            where a.child_id = d.child and a.account = d.account
                                              and a.month = d.month) then 'award'
                              when d.granted then 'due'
                              when u.child is not null then 'not_due' else 'not_entitled' end,
               'failed', u.failed,
               'benefit_before', d.benefit_before,
               'known_before', coalesce(d.known_before, (
                   select max(before.made_on)::text from benefits_round before
                    where before.id <> %(round)s and before.withdrawn_on is null
                      and before.place_id <= %(high)s and before.place_last >= %(low)s)))),
           c.place, true
      from round_difference d
      join round_child c on c.child = d.child
      left join round_ungranted u
        on u.child = d.child and u.benefit = d.benefit and u.month = d.month
       and not u.open and not d.granted
     order by c.place, d.child, d.account, d.month;
"""

HELD = """
    insert into benefits_held
        (round_id, child_id, account, benefit, first_month, last_month, months,
         cause, missing, place_id)
    select %(round)s, u.child, u.account, u.benefit, min(u.month), max(u.month),
           count(distinct u.month), 'missing',
           (select jsonb_agg(distinct source) from jsonb_array_elements_text(
               jsonb_path_query_array(jsonb_agg(u.missing), '$[*][*]')) as s(source)),
           c.place
      from round_ungranted u join round_child c on c.child = u.child
     where u.open
     group by u.child, u.account, u.benefit, c.place
    union all
    select %(round)s, e.child_id, e.account, e.benefit, e.first_month,
           greatest(e.first_month, %(month)s::date), 0, 'other_round', '[]', c.place
      from benefits_entitlement e join round_child c on c.child = e.child_id and c.waits
    union all
    select %(round)s, a.child_id, a.account, a.benefit, min(a.month),
           greatest(max(a.month), %(month)s::date), 0, 'other_round', '[]', c.place
      from benefits_award a join round_child c on c.child = a.child_id and c.waits
     where a.month <= %(month)s
     group by a.child_id, a.account, a.benefit, c.place;
"""

STEPS = (
    "round_child",
    "round_month",
    "round_asked",
    "round_stretch",
    "round_facts",
    "round_verdict",
    "round_due",
    "round_award",
    "round_paid",
    "round_difference",
    "round_ungranted",
)


def reckon(made: "Round", pack: Pack) -> None:
    """Write the lines of a round, and who had to be left out of it."""
    on = made.made_on
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        cursor.execute("drop table if exists " + ", ".join(f"pg_temp.{step}" for step in STEPS))
        named: dict[str, Any] = {
            "round": made.pk,
            "low": made.place_id,
            "high": made.place_last,
            "month": made.month.first_day,
            "on": on,
        }
        cursor.execute(CHILDREN, named)
        benefits = _granted_here(pack)
        named |= _of_the_law(pack, benefits)
        cursor.execute(MONTHS, named)
        facts = _facts(benefits)
        cursor.execute(
            STRETCHES.format(changes=change_days_sql("select * from round_asked", known_on=on))
        )
        cursor.execute(
            FACTS.format(
                facts=facts_relation_sql(
                    "select subject, since as on_day, since as values_on from round_stretch",
                    known_on=on,
                    names=[fact.name for fact in facts],
                )
            )
        )
        cursor.execute(VERDICTS)
        for benefit in benefits:
            cursor.execute(_judging(benefit, on))
        cursor.execute(DEVIATIONS, named)
        for step in (SETTLED, AWARDED, PAID, DIFFERENCES, UNGRANTED):
            cursor.execute(step, named)
        cursor.execute(TO_EXPLAIN)
        open_or_stopped = {row[0] for row in cursor.fetchall()}
        for benefit in benefits:
            if benefit.code in open_or_stopped:
                cursor.execute(_explaining(benefit, on))
        cursor.execute(LINES, named)
        cursor.execute(HELD, named)


def _granted_here(pack: Pack) -> list[Benefit]:
    """The benefits granted to somebody of the round and paid here, in the order of the law."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select benefit, count(*) from benefits_entitlement e"
            " join round_child c on c.child = e.child_id group by benefit"
        )
        counts: dict[str, int] = dict(cursor.fetchall())
    known = [benefit for benefit in pack.benefits if benefit.code in counts]
    strange = sorted(set(counts) - {benefit.code for benefit in known})
    if strange:
        raise NoSuchBenefit(
            *(
                Finding(
                    Text(
                        "有 {count} 项待遇的代码是“{code}”，现行规则里没有这项待遇。",
                        "{count} entitlements are to “{code}”, which the law in force does not"
                        " know.",
                    ).filled(count=counts[code], code=code)
                )
                for code in strange
            )
        )
    return [benefit for benefit in known if benefit.paid_here]


def _of_the_law(pack: Pack, benefits: Sequence[Benefit]) -> dict[str, Any]:
    """What the steps must be told of the benefits: starts, periods, and which exclude which."""
    position = {benefit.code: place for place, benefit in enumerate(pack.benefits)}
    clusters = list(_clusters(benefits))
    cluster_of = {
        benefit.code: number for number, cluster in enumerate(clusters) for benefit in cluster
    }
    choices = [choice for cluster in clusters for choice in _choices(cluster)]
    members = [(benefit.code, place) for place, choice in enumerate(choices) for benefit in choice]
    return {
        "codes": [benefit.code for benefit in benefits],
        "by_application": [benefit.begins is Begins.MONTH_OF_APPLICATION for benefit in benefits],
        "periods": [benefit.period for benefit in benefits],
        "clusters": [cluster_of[benefit.code] for benefit in benefits],
        "positions": [position[benefit.code] for benefit in benefits],
        "years": [YEAR_OF[benefit.period] for benefit in benefits],
        "set_codes": [code for code, _ in members],
        "choices": [place for _, place in members],
    }


def _clusters(benefits: Iterable[Benefit]) -> Iterator[list[Benefit]]:
    """Benefits that exclude each other, directly or through others, stand together."""
    waiting = list(benefits)
    while waiting:
        cluster = [waiting.pop(0)]
        for member in cluster:
            cluster += [other for other in waiting if excluded(member, other)]
            waiting = [other for other in waiting if other not in cluster]
        yield cluster


def _choices(benefits: list[Benefit]) -> list[list[Benefit]]:
    """Every set of benefits that can be paid side by side and to which none could be added."""
    if not benefits:
        return [[]]
    first, *rest = benefits
    beside = [other for other in rest if not excluded(first, other)]
    found = [[first, *choice] for choice in _choices(beside)]
    if len(beside) < len(rest):
        found += _choices(rest)
    return found


def _facts(benefits: Sequence[Benefit]) -> list[Fact]:
    return list(Layout(benefits).facts)


def _judging(benefit: Benefit, known_on: "date") -> str:
    return JUDGE.format(
        code=benefit.code,
        account=benefit.account,
        name=_column(benefit),
        facts=_columns(benefit),
        judged=compile_pack([benefit], "postgres", "asked", known_on, explain=False),
    )


def _explaining(benefit: Benefit, known_on: "date") -> str:
    layout = Layout([benefit])
    words = layout.missing_columns(benefit)
    sources = [
        (source.name if isinstance(source, Fact) else source.code, number)
        for number, source in enumerate(layout.plan.sources)
    ]
    place = {word: number for number, (_, word) in enumerate(words, 1)}
    return EXPLAIN.format(
        code=benefit.code,
        account=benefit.account,
        name=_column(benefit),
        conditions=", ".join(f"'{condition.code}'" for condition in benefit.requires),
        sources=", ".join(
            f"('{name}', {place[number // WORD]}, {number % WORD})" for name, number in sources
        ),
        words=", ".join(f'"{column}"' for column, _ in words),
        facts=_columns(benefit),
        judged=compile_pack([benefit], "postgres", "asked", known_on),
    )


def _columns(benefit: Benefit) -> str:
    names = [f'f."{fact.name}"' for fact in Layout([benefit]).facts]
    return ", ".join(names) or "true"


def _column(benefit: Benefit) -> str:
    return benefit.code.replace("-", "_")

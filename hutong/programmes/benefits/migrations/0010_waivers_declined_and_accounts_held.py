"""A waiver may be declined; nothing goes to the bank for an account that is held back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hutong.foundation.access.guard import HIGH, LOW, SERVING

# Agreed to or declined, once, by whoever acts.
KEPT = """
    create or replace function benefits_settlement_kept() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
        signatures text[] := array['agreed_on', 'agreed_by_id', 'declined_on', 'declined_by_id'];
    begin
        if tg_op = 'INSERT' and (new.recorded_by_id is distinct from actor
                                 or new.agreed_by_id is not null
                                 or new.declined_by_id is not null)
           or tg_op = 'UPDATE' and (coalesce(new.agreed_by_id, new.declined_by_id)
                                        is distinct from actor
                                    or old.agreed_by_id is not null
                                    or old.declined_by_id is not null)
        then
            raise exception 'A settlement is recorded by whoever acts, and agreed to once.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if tg_op = 'UPDATE' and to_jsonb(new) - signatures is distinct from
                                to_jsonb(old) - signatures
        then
            raise exception 'A settlement is never changed.'
                using errcode = 'integrity_constraint_violation';
        end if;
        perform pg_advisory_xact_lock(hashtext('benefits_settlement'),
                                      hashtext(new.child_id::text));
        if new.kind <> 'waived' or new.agreed_on is not null then
            if benefits_settled(new.child_id) + new.amount > benefits_taken_back(new.child_id) then
                raise exception 'No more is settled than is owed.'
                    using errcode = 'integrity_constraint_violation';
            end if;
        end if;
        if new.kind = 'offset' and not exists (
            select from benefits_round r
              join benefits_recovery_plan p on p.child_id = new.child_id
                   and p.agreed_on <= r.released_on and p.ended_on is null
                   and p.way in ('whole', 'monthly')
             where r.id = new.round_id
               and (p.way = 'whole' or p.monthly >= new.amount + (
                    select coalesce(sum(s.amount), 0) from benefits_settlement s
                      join benefits_round o on o.id = s.round_id and o.month = r.month
                     where s.child_id = new.child_id))
               and not exists (select from benefits_remittance m where m.round_id = r.id)
        ) then
            raise exception 'Nothing is taken off a payment beyond what two people decided.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
"""
RIGHTS = f"grant update (declined_on, declined_by_id) on benefits_settlement to {SERVING};"

# As before, but an account that is held back is none.
INSTRUCTIONS = f"""
    create or replace function benefits_instructions(asked uuid, day date) returns table (
        child uuid, child_no text, name text, reading text, sex text, id_number text,
        holder text, relation text, bank text, account text,
        place bigint, net numeric, owed numeric, allowed numeric, carried jsonb,
        account_row uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
        with r as (
            select * from benefits_round
             where id = asked and place_id >= {LOW} and place_last <= {HIGH}
        ),
        net as (
            select l.child_id as child, min(l.place_id) as place, sum(l.amount) as amount
              from benefits_line l join r on r.id = l.round_id
             where l.live group by l.child_id
        ),
        late as (
            select p.child_id as child, p.place_id as place, p.amount, p.id as failed,
                   null::bigint as unsent, p.attempt, p.account_index, p.holder, p.bank,
                   exists (select from benefits_ruling g
                            where g.payment_id = p.id and g.ruled = 'resend') as said
              from r
              join benefits_payment p on p.place_id between r.place_id and r.place_last
             where p.round_id <> r.id
               and p.id in (select payment_id from benefits_answer where outcome = 'failed'
                            union select payment_id from benefits_ruling where ruled = 'failed')
               and benefits_outcome(p.id) = 'failed'
            union all
            select u.child_id, u.place_id, u.amount, null, u.id, 0, '', '', '', true
              from r
              join benefits_unsent u on u.place_id between r.place_id and r.place_last
             where u.round_id <> r.id
        ),
        carried as (
            select late.child, min(late.place) as place,
                   jsonb_agg(jsonb_build_object('failed', failed, 'unsent', unsent,
                             'amount', amount::text, 'attempt', attempt)
                             order by failed, unsent) as what
              from late
              join benefits_payee_account a on a.child_id = late.child and a.days @> day
                    and not exists (select from benefits_account_hold h
                                     where h.account_id = a.id and h.days @> day)
             where not exists (select from benefits_carried c
                                where c.failed_id = late.failed or c.unsent_id = late.unsent)
               and (said or (a.number_index, a.holder, a.bank)
                            is distinct from (late.account_index, late.holder, late.bank))
             group by late.child
        ),
        whom as (
            select coalesce(net.child, carried.child) as child,
                   coalesce(net.place, carried.place) as place,
                   coalesce(net.amount, 0) as net, coalesce(carried.what, '[]') as carried
              from net full join carried on carried.child = net.child
        ),
        owing as (
            select child, benefits_taken_back(child) - benefits_settled(child) as owed
              from whom
             where exists (select from benefits_line l
                            where l.child_id = whom.child and l.live and l.amount < 0)
        )
        select c.id, c.child_no, c.name, c.reading, c.sex, c.id_number,
               a.holder, a.relation, a.bank, a.number,
               whom.place, whom.net, coalesce(owing.owed, 0),
               case plan.way
                   when 'whole' then coalesce(owing.owed, 0)
                   when 'monthly' then greatest(0, plan.monthly - (
                       select coalesce(sum(s.amount), 0) from benefits_settlement s
                         join benefits_round o on o.id = s.round_id
                        where s.child_id = c.id and o.month = r.month))
                   else 0 end,
               whom.carried, a.id
          from whom
         cross join r
          join people_child c on c.id = whom.child
          left join benefits_payee_account a on a.child_id = c.id and a.days @> day
               and not exists (select from benefits_account_hold h
                                where h.account_id = a.id and h.days @> day)
          left join owing on owing.child = c.id
          left join benefits_recovery_plan plan
                 on plan.child_id = c.id and plan.agreed_on <= day and plan.ended_on is null
    $$;
    revoke execute on function benefits_instructions(uuid, date) from public;
    grant execute on function benefits_instructions(uuid, date) to {SERVING};
"""  # noqa: S608 - the words are this module's own


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0009_accounts_change_by_two_people"),
        ("people", "0005_who_sees_the_papers_in_a_file"),
        ("places", "0001_the_tree_of_divisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="settlement",
            name="declined_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="declined_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_by__isnull", True), ("declined_on__isnull", True)),
                    models.Q(
                        ("agreed_on__isnull", True),
                        ("declined_by__isnull", False),
                        ("declined_on__isnull", False),
                        ("kind", "waived"),
                    ),
                    _connector="OR",
                ),
                name="only_a_waiver_is_declined",
            ),
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(INSTRUCTIONS, migrations.RunSQL.noop),
    ]

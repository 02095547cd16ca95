"""What went to the bank line by line, what it answered, and what comes back from families."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hutong.foundation.kernel.keys
import hutong.foundation.secrecy.fields
import hutong.foundation.secrecy.kinds
from hutong.foundation.access.guard import HIGH, LOW, SERVING, guard
from hutong.foundation.access.kinds import Kind
from hutong.foundation.history.track import track

# Nothing of what went to the bank, or came back from it, is ever edited; written for everyone.
FROZEN = f"""
    create trigger frozen before update or delete on benefits_remittance
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_payment
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_unsent
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_carried
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_answer_file
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_answer
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_ruling
        for each row execute function benefits_frozen();

    revoke update on benefits_remittance, benefits_payment, benefits_unsent, benefits_carried,
        benefits_answer_file, benefits_answer, benefits_ruling, benefits_recovery_plan,
        benefits_settlement from {SERVING};
    grant update (agreed_on, agreed_by_id, ended_on, ended_by_id)
        on benefits_recovery_plan to {SERVING};
    grant update (agreed_on, agreed_by_id) on benefits_settlement to {SERVING};
"""

# What functions of the owner may read, for children that moved and districts that do not see them.
BEHIND = """
    create policy behind_functions on benefits_line for select to hutong_owner using (true);
    create policy behind_functions on benefits_payment for select to hutong_owner using (true);
    create policy behind_functions on benefits_unsent for select to hutong_owner using (true);
    create policy behind_functions on benefits_carried for select to hutong_owner using (true);
    create policy behind_functions on benefits_answer for select to hutong_owner using (true);
    create policy behind_functions on benefits_ruling for select to hutong_owner using (true);
    create policy behind_functions on benefits_settlement for select to hutong_owner using (true);
    create policy behind_functions on benefits_recovery_plan for select to hutong_owner
        using (true);
"""

# What became of a payment: as a person ruled, or else as the bank's one answer that counts says.
OUTCOME = """
    create function benefits_outcome(payment bigint) returns text
    language sql stable security definer set search_path = public, pg_temp as $$
        select coalesce(
            (select ruled from benefits_ruling r
              where r.payment_id = payment and ruled in ('paid', 'failed')),
            (select outcome from benefits_answer a
              where a.payment_id = payment and a.mismatch = ''))
    $$;
    revoke execute on function benefits_outcome(bigint) from public;

    -- All that approved rounds took back from a child beyond what they paid it.
    create function benefits_taken_back(asked uuid) returns numeric
    language sql stable security definer set search_path = public, pg_temp as $$
        select coalesce(-sum(net), 0) from (
            select sum(l.amount) as net
              from benefits_line l
              join benefits_round r on r.id = l.round_id and r.approved_on is not null
             where l.child_id = asked and l.live
               and l.round_id in (select round_id from benefits_line
                                   where child_id = asked and live and amount < 0)
             group by l.round_id having sum(l.amount) < 0
        ) negative
    $$;
    revoke execute on function benefits_taken_back(uuid) from public;

    create function benefits_settled(asked uuid) returns numeric
    language sql stable security definer set search_path = public, pg_temp as $$
        select coalesce(sum(amount), 0) from benefits_settlement
         where child_id = asked and (kind <> 'waived' or agreed_on is not null)
    $$;
    revoke execute on function benefits_settled(uuid) from public;
"""

# A bank file declares what it holds, and holds what the round's lines come to.
DECLARED = """
    alter table benefits_payment add constraint a_payment_is_in_a_declared_file
        foreign key (round_id) references benefits_remittance (round_id)
        deferrable initially deferred;

    create function benefits_remittance_adds_up() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
        declared record;
        wrong uuid;
    begin
        if not exists (select from benefits_round
                        where id = new.round_id and released_on = new.sent_on
                          and released_by_id = new.sent_by_id)
           or new.sent_by_id is distinct from actor
        then
            raise exception 'A bank file is declared by whoever releases its round, on that day.'
                using errcode = 'integrity_constraint_violation';
        end if;
        select count(*) as count, coalesce(sum(amount), 0) as total, coalesce(max(number), 0) as top
          into declared from benefits_payment where round_id = new.round_id;
        if (declared.count, declared.total, declared.top) is distinct from
           (new.count::bigint, new.total, new.count)
        then
            raise exception 'A bank file declares the number and the sum of its payments.'
                using errcode = 'integrity_constraint_violation';
        end if;
        select child into wrong from (
            select child, sum(owing) as owing, sum(going) as going from (
                select child_id as child, greatest(sum(amount), 0) as owing, 0::numeric as going
                  from benefits_line where round_id = new.round_id and live group by child_id
                union all
                select child_id, amount, 0 from benefits_carried where round_id = new.round_id
                union all
                select child_id, 0, amount from benefits_payment where round_id = new.round_id
                union all
                select child_id, 0, amount from benefits_unsent where round_id = new.round_id
                union all
                select child_id, 0, amount from benefits_settlement where round_id = new.round_id
            ) every group by child
        ) summed where owing <> going limit 1;
        if wrong is not null then
            raise exception 'What a bank file pays differs from what its round''s lines come to.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return null;
    end $$;
    create trigger adds_up after insert on benefits_remittance
        for each row execute function benefits_remittance_adds_up();

    create function benefits_file_is_open() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        if exists (
            select from (select round_id, min(place_id) as low, max(place_id) as high
                           from written group by round_id) w
              left join benefits_round r on r.id = w.round_id and r.released_on is not null
                    and w.low >= r.place_id and w.high <= r.place_last
             where r.id is null
                or exists (select from benefits_remittance m where m.round_id = w.round_id)
        ) then
            raise exception 'Payments are written when their round is released, and never after.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return null;
    end $$;
    create trigger belongs after insert on benefits_payment
        referencing new table as written
        for each statement execute function benefits_file_is_open();
    create trigger belongs after insert on benefits_unsent
        referencing new table as written
        for each statement execute function benefits_file_is_open();
    create trigger belongs after insert on benefits_carried
        referencing new table as written
        for each statement execute function benefits_file_is_open();

    -- Only what failed is sent again, to the same child and in full; a ruling meanwhile waits.
    create function benefits_carried_fits() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        perform pg_advisory_xact_lock(hashtext('benefits_payment'), new.failed_id::int)
          where new.failed_id is not null;
        if not exists (select from benefits_payment
                        where id = new.failed_id and child_id = new.child_id
                          and amount = new.amount and round_id <> new.round_id
                          and benefits_outcome(id) = 'failed'
                       union all
                       select from benefits_unsent
                        where id = new.unsent_id and child_id = new.child_id
                          and amount = new.amount and round_id <> new.round_id)
        then
            raise exception 'Only what failed or was never sent joins a later bank file.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger fits before insert on benefits_carried
        for each row execute function benefits_carried_fits();
"""

# An answer counts only for the payment whose number, account and sum it gives.
ANSWERED = """
    create function benefits_answer_fits() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        if new.payment_id is not null and not exists (
            select from benefits_payment p join benefits_answer_file f on f.id = new.file_id
             where p.id = new.payment_id and p.round_id = f.round_id
        ) then
            raise exception 'An answer is about a payment of its own round.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if new.mismatch = '' and not exists (
            select from benefits_payment p
             where p.id = new.payment_id
               and p.number::text = new.written ->> 'number'
               and p.account_index = new.account_index
               and p.amount = (new.written ->> 'amount')::numeric
        ) then
            raise exception 'An answer counts for the payment of its number, account and sum.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger fits before insert on benefits_answer
        for each row execute function benefits_answer_fits();

    create function benefits_ruling_fits() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
    begin
        perform pg_advisory_xact_lock(hashtext('benefits_payment'), new.payment_id::int);
        if new.ruled_by_id is distinct from actor then
            raise exception 'A ruling bears the name of whoever acts.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if not exists (select from benefits_payment
                        where id = new.payment_id and child_id = new.child_id
                          and place_id = new.place_id)
           or exists (select from benefits_carried where failed_id = new.payment_id)
        then
            raise exception 'What was sent again is ruled on no more.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if new.ruled = 'resend' and benefits_outcome(new.payment_id) is distinct from 'failed' then
            raise exception 'Only a payment that failed is sent again.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if new.ruled <> 'resend' and benefits_outcome(new.payment_id) in ('paid', 'failed')
           and not exists (select from benefits_answer
                            where payment_id = new.payment_id and mismatch = 'again')
        then
            raise exception 'What the bank has answered is not ruled on.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger fits before insert on benefits_ruling
        for each row execute function benefits_ruling_fits();
"""

# Nobody gives back more than was taken too much, and each signature is one's own.
SETTLED = """
    create function benefits_settlement_kept() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
    begin
        if tg_op = 'INSERT' and (new.recorded_by_id is distinct from actor
                                 or new.agreed_by_id is not null)
           or tg_op = 'UPDATE' and (new.agreed_by_id is distinct from actor
                                    or old.agreed_by_id is not null)
        then
            raise exception 'A settlement is recorded by whoever acts, and agreed to once.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if tg_op = 'UPDATE' and (to_jsonb(new) - array['agreed_on', 'agreed_by_id'])
                     is distinct from (to_jsonb(old) - array['agreed_on', 'agreed_by_id'])
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
    create trigger kept before insert or update on benefits_settlement
        for each row execute function benefits_settlement_kept();

    create function benefits_plan_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
    begin
        if tg_op = 'INSERT' and (new.proposed_by_id is distinct from actor
                                 or new.agreed_by_id is not null or new.ended_by_id is not null)
           or tg_op = 'UPDATE' and (
               old.ended_by_id is not null
               or old.agreed_by_id is distinct from new.agreed_by_id
                  and (old.agreed_by_id is not null or new.agreed_by_id is distinct from actor)
               or old.ended_by_id is distinct from new.ended_by_id
                  and new.ended_by_id is distinct from actor)
        then
            raise exception 'A plan is proposed, agreed to and ended by whoever acts, each once.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger kept before insert or update on benefits_recovery_plan
        for each row execute function benefits_plan_kept();
"""

# What goes to the bank for each child of a round: also for children that have moved away since.
# It speaks to those who answer for the whole round, and to nobody else.
INSTRUCTIONS = f"""
    create function benefits_instructions(asked uuid, day date) returns table (
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
          left join owing on owing.child = c.id
          left join benefits_recovery_plan plan
                 on plan.child_id = c.id and plan.agreed_on <= day and plan.ended_on is null
    $$;
    revoke execute on function benefits_instructions(uuid, date) from public;
    grant execute on function benefits_instructions(uuid, date) to {SERVING};
"""  # noqa: S608 - the words are this module's own

CHILD = {"child_id": "people_child"}
ROUND = {"round_id": "benefits_round"}


class Migration(migrations.Migration):
    dependencies = [
        ("secrecy", "0001_keys"),
        ("benefits", "0006_what_was_stopped_goes_on"),
        ("exchange", "0001_receipts"),
        ("people", "0005_who_sees_the_papers_in_a_file"),
        ("places", "0001_the_tree_of_divisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("row", models.IntegerField()),
                ("written", models.JSONField(default=dict)),
                (
                    "account",
                    hutong.foundation.secrecy.fields.SealedText(
                        secret=hutong.foundation.secrecy.kinds.Secret.ACCOUNT,
                        index="account_index",
                        bound_to=("file_id", "row"),
                        blank=True,
                    ),
                ),
                (
                    "account_index",
                    hutong.foundation.secrecy.fields.BlindIndex(
                        of="account", purpose="bank account"
                    ),
                ),
                ("outcome", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("mismatch", models.TextField(blank=True)),
            ],
            options={
                "db_table": "benefits_answer",
            },
        ),
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hutong.foundation.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("fingerprint", models.TextField()),
                ("taken_on", models.DateField()),
            ],
            options={
                "db_table": "benefits_answer_file",
            },
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "db_table": "benefits_carried",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("holder", models.TextField()),
                ("bank", models.TextField()),
                (
                    "account",
                    hutong.foundation.secrecy.fields.SealedText(
                        secret=hutong.foundation.secrecy.kinds.Secret.ACCOUNT,
                        index="account_index",
                        bound_to=("round_id", "number"),
                    ),
                ),
                (
                    "account_index",
                    hutong.foundation.secrecy.fields.BlindIndex(
                        of="account", purpose="bank account"
                    ),
                ),
                (
                    "id_number",
                    hutong.foundation.secrecy.fields.SealedText(
                        secret=hutong.foundation.secrecy.kinds.Secret.IDENTITY,
                        bound_to=("round_id", "number"),
                        blank=True,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("attempt", models.SmallIntegerField(default=1)),
            ],
            options={
                "db_table": "benefits_payment",
            },
        ),
        migrations.CreateModel(
            name="RecoveryPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hutong.foundation.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("way", models.TextField()),
                ("monthly", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("reason", models.TextField()),
                ("proposed_on", models.DateField()),
                ("agreed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "benefits_recovery_plan",
            },
        ),
        migrations.CreateModel(
            name="Remittance",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="remittance",
                        serialize=False,
                        to="benefits.round",
                    ),
                ),
                ("count", models.IntegerField()),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                ("sent_on", models.DateField()),
            ],
            options={
                "db_table": "benefits_remittance",
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hutong.foundation.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("ruled", models.TextField()),
                ("reason", models.TextField()),
                ("ruled_on", models.DateField()),
            ],
            options={
                "db_table": "benefits_ruling",
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hutong.foundation.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.TextField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("settled_on", models.DateField()),
                ("paper", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("recorded_on", models.DateField()),
                ("agreed_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "benefits_settlement",
            },
        ),
        migrations.CreateModel(
            name="Unsent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "db_table": "benefits_unsent",
            },
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("amount__lt", 0), ("live", True)),
                fields=["child"],
                name="line_taking_back",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="receipt",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.receipt"
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer_files",
                to="benefits.round",
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="taken_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="benefits.answerfile",
            ),
        ),
        migrations.AddField(
            model_name="carried",
            name="child",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.child",
            ),
        ),
        migrations.AddField(
            model_name="carried",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddField(
            model_name="carried",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried",
                to="benefits.round",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="people.child",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="benefits.round",
            ),
        ),
        migrations.AddField(
            model_name="carried",
            name="failed",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried",
                to="benefits.payment",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="payment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="benefits.payment",
            ),
        ),
        migrations.AddField(
            model_name="recoveryplan",
            name="agreed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="recoveryplan",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recovery_plans",
                to="people.child",
            ),
        ),
        migrations.AddField(
            model_name="recoveryplan",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="recoveryplan",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="remittance",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="child",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.child",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="benefits.payment",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="ruled_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="told_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="agreed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settlements",
                to="people.child",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offsets",
                to="benefits.round",
            ),
        ),
        migrations.AddField(
            model_name="unsent",
            name="child",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unsent",
                to="people.child",
            ),
        ),
        migrations.AddField(
            model_name="unsent",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        migrations.AddField(
            model_name="unsent",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unsent",
                to="benefits.round",
            ),
        ),
        migrations.AddField(
            model_name="carried",
            name="unsent",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried",
                to="benefits.unsent",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerfile",
            constraint=models.UniqueConstraint(
                fields=("round", "fingerprint"), name="an_answer_file_is_taken_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("round", "child"), name="a_child_is_paid_once_by_a_bank_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("round", "number"), name="a_number_stands_once_in_a_bank_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="the_bank_is_told_to_pay"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("attempt__gte", 1), ("number__gte", 1)),
                name="a_payment_is_counted_from_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("account", ""), _negated=True), name="a_payment_has_an_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mismatch", "")),
                fields=("payment",),
                name="one_answer_counts_for_a_payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mismatch", ""), ("payment__isnull", False)),
                    models.Q(("mismatch", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_answer_that_counts_is_about_a_payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["paid", "failed", "unknown"])),
                name="an_answer_says_what_became_of_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "mismatch__in",
                        [
                            "",
                            "unreadable",
                            "no_such",
                            "other_account",
                            "other_amount",
                            "twice",
                            "again",
                        ],
                    )
                ),
                name="an_answer_mismatches_in_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("child",),
                name="a_child_has_one_plan_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["whole", "monthly", "repaid"])),
                name="a_plan_has_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("monthly__gt", 0), ("monthly__isnull", False), ("way", "monthly")),
                    models.Q(
                        ("monthly__isnull", True), models.Q(("way", "monthly"), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="only_a_monthly_plan_says_how_much",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_plan_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_by", models.F("proposed_by")), _negated=True),
                name="two_people_decide_on_a_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_by__isnull", True), ("agreed_on__isnull", True)),
                    models.Q(
                        ("agreed_by__isnull", False),
                        ("agreed_on__gte", models.F("proposed_on")),
                        ("agreed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_plan_is_agreed_after_it_is_proposed",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_by__isnull", True), ("ended_on__isnull", True)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__gte", models.F("proposed_on")),
                        ("ended_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_plan_ends_on_a_day_by_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ruled__in", ["paid", "failed"])),
                fields=("payment",),
                name="what_became_of_a_payment_is_ruled_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ruled", "resend")),
                fields=("payment",),
                name="a_payment_is_sent_again_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("ruled__in", ["paid", "failed", "resend"])),
                name="a_ruling_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_ruling_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ruled", "resend"),
                    models.Q(("ruled_by", models.F("told_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_rules_on_what_they_brought",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(
                fields=("round", "child"), name="a_round_offsets_a_child_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="a_settlement_is_money"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "offset"), ("round__isnull", False)),
                    models.Q(
                        ("kind", "repaid"),
                        ("round__isnull", True),
                        models.Q(("paper", ""), _negated=True),
                    ),
                    models.Q(
                        ("kind", "waived"),
                        ("round__isnull", True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_settlement_says_by_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_by", models.F("recorded_by")), _negated=True),
                name="two_people_waive",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_by__isnull", True), ("agreed_on__isnull", True)),
                    models.Q(
                        ("agreed_by__isnull", False),
                        ("agreed_on__gte", models.F("recorded_on")),
                        ("agreed_on__isnull", False),
                        ("kind", "waived"),
                    ),
                    _connector="OR",
                ),
                name="only_a_waiver_is_agreed_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_on__gte", models.F("settled_on"))),
                name="money_is_recorded_after_it_came",
            ),
        ),
        migrations.AddConstraint(
            model_name="unsent",
            constraint=models.UniqueConstraint(
                fields=("round", "child"), name="money_is_unsent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="unsent",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="unsent_money_is_money"
            ),
        ),
        migrations.AddIndex(
            model_name="carried",
            index=models.Index(fields=["round", "child"], name="carried_by_round"),
        ),
        migrations.AddConstraint(
            model_name="carried",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failed__isnull", False), ("unsent__isnull", True)),
                    models.Q(("failed__isnull", True), ("unsent__isnull", False)),
                    _connector="OR",
                ),
                name="what_is_carried_comes_from_one_file",
            ),
        ),
        guard("benefits_remittance", kind=Kind.PAYMENT, through=ROUND),
        guard("benefits_payment", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        guard("benefits_unsent", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        guard("benefits_carried", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        guard("benefits_answer_file", kind=Kind.PAYMENT, through=ROUND),
        guard(
            "benefits_answer",
            kind=Kind.BENEFIT,
            places=("place_id",),
            through={"payment_id": "benefits_payment"},
        ),
        guard("benefits_ruling", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        guard("benefits_recovery_plan", kind=Kind.BENEFIT, through=CHILD),
        guard("benefits_settlement", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
        migrations.RunSQL(BEHIND, migrations.RunSQL.noop),
        migrations.RunSQL(OUTCOME, migrations.RunSQL.noop),
        migrations.RunSQL(DECLARED, migrations.RunSQL.noop),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLED, migrations.RunSQL.noop),
        migrations.RunSQL(INSTRUCTIONS, migrations.RunSQL.noop),
        track("benefits_remittance", key="round_id"),
        track("benefits_answer_file"),
        track("benefits_ruling", file="child_id"),
        track("benefits_recovery_plan", file="child_id"),
        track("benefits_settlement", file="child_id"),
    ]

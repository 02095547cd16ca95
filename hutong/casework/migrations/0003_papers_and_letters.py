import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hutong.foundation.kernel.keys
import hutong.foundation.secrecy.fields
import hutong.foundation.secrecy.kinds
from hutong.foundation.access.guard import guard
from hutong.foundation.access.kinds import Kind
from hutong.foundation.history.track import track

OF_CASE = {"case_id": "casework_case"}

FROZEN = """
    create trigger frozen before update or delete on casework_used_paper
        for each row execute function casework_frozen();
"""

# Of a letter only this is added later, and once: when and how it was handed over.
SENT = """
    create function casework_letter_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
    declare
        later constant text[] := array['handed_over_on', 'handed_over_how', 'handed_over_by_id'];
    begin
        if tg_op = 'DELETE' or old.handed_over_on is not null
           or to_jsonb(new) - later is distinct from to_jsonb(old) - later
        then
            raise exception 'A letter that was written is never changed or deleted.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger kept before update or delete on casework_letter
        for each row execute function casework_letter_kept();
"""

HISTORY = """
    create policy of_visible_letters on history_change for select using (
        case table_name
        when 'casework_letter' then
            exists (select 1 from casework_letter seen where seen.id = row_id::uuid)
        when 'casework_used_paper' then
            exists (select 1 from casework_used_paper seen where seen.id = row_id::uuid)
        else false
        end
    );
"""


class Migration(migrations.Migration):
    dependencies = [
        ("secrecy", "0001_keys"),
        ("casework", "0002_steps_stay_and_who_sees_them"),
        ("documents", "0001_papers_in_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
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
                ("name", models.TextField()),
                ("template", models.TextField()),
                ("number", models.TextField(unique=True)),
                (
                    "words",
                    hutong.foundation.secrecy.fields.SealedJSON(
                        secret=hutong.foundation.secrecy.kinds.Secret.CONTACT
                    ),
                ),
                ("written_on", models.DateField()),
                ("handed_over_on", models.DateField(null=True)),
                ("handed_over_how", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="casework.case",
                    ),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="casework.taken",
                    ),
                ),
            ],
            options={
                "db_table": "casework_letter",
                "indexes": [models.Index(fields=["case", "written_on"], name="letter_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("handed_over_by__isnull", True),
                                ("handed_over_how", ""),
                                ("handed_over_on__isnull", True),
                            ),
                            models.Q(
                                ("handed_over_by__isnull", False),
                                ("handed_over_on__gte", models.F("written_on")),
                                models.Q(("handed_over_how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_letter_is_handed_over_by_somebody_somehow",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UsedPaper",
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
                ("reused", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="casework.case",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="documents.paper",
                    ),
                ),
                (
                    "taken",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="casework.taken",
                    ),
                ),
            ],
            options={
                "db_table": "casework_used_paper",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("taken", "paper"), name="a_step_rests_on_a_paper_once"
                    )
                ],
            },
        ),
        guard("casework_used_paper", kind=Kind.CASE, through=OF_CASE),
        guard("casework_letter", kind=Kind.CASE, through=OF_CASE),
        track("casework_used_paper"),
        track("casework_letter"),
        migrations.RunSQL(FROZEN, "drop trigger frozen on casework_used_paper;"),
        migrations.RunSQL(
            SENT,
            "drop trigger kept on casework_letter; drop function casework_letter_kept();",
        ),
        migrations.RunSQL(HISTORY, "drop policy of_visible_letters on history_change;"),
    ]

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0005_sums_awarded_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="entitlement",
            name="resumes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resumed_by",
                to="benefits.entitlement",
            ),
        ),
        migrations.AddField(
            model_name="entitlement",
            name="resumed_because",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.CheckConstraint(
                condition=Q(resumes__isnull=True, resumed_because="")
                | Q(resumes__isnull=False) & ~Q(resumed_because=""),
                name="a_resumption_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.UniqueConstraint(
                fields=["resumes"], name="what_was_stopped_is_resumed_once"
            ),
        ),
    ]

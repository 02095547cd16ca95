import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("last", models.BigIntegerField()),
                ("code", models.CharField(blank=True, max_length=12)),
                ("name", models.TextField()),
                ("pinyin", models.TextField(blank=True)),
                ("initials", models.TextField(blank=True)),
                ("level", models.SmallIntegerField()),
                ("form", models.TextField(blank=True)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("on", models.DateField()),
                ("former_name", models.TextField(blank=True)),
                ("paper", models.TextField(blank=True)),
                ("recorded_by", models.TextField(blank=True)),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessions",
                        to="places.place",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["parent", "number"], name="place_parts"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["name"], name="place_by_name"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["code"], name="place_by_code"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "last",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"), "+", models.Value(9999999999)
                            ),
                        ),
                        ("level", 1),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.math.Mod(models.F("number"), 10000000000), 0
                        ),
                    ),
                    models.Q(
                        (
                            "last",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"), "+", models.Value(99999999)
                            ),
                        ),
                        ("level", 2),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.math.Mod(models.F("number"), 100000000), 0
                        ),
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.math.Mod(
                                    models.F("number"), 10000000000
                                ),
                                0,
                            ),
                            _negated=True,
                        ),
                    ),
                    models.Q(
                        (
                            "last",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"), "+", models.Value(999999)
                            ),
                        ),
                        ("level", 3),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.math.Mod(models.F("number"), 1000000), 0
                        ),
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.math.Mod(models.F("number"), 100000000),
                                0,
                            ),
                            _negated=True,
                        ),
                    ),
                    models.Q(
                        (
                            "last",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"), "+", models.Value(999)
                            ),
                        ),
                        ("level", 4),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.math.Mod(models.F("number"), 1000), 0
                        ),
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.math.Mod(models.F("number"), 1000000), 0
                            ),
                            _negated=True,
                        ),
                    ),
                    models.Q(
                        (
                            "last",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"), "+", models.Value(0)
                            ),
                        ),
                        ("level", 5),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.math.Mod(models.F("number"), 1), 0
                        ),
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.math.Mod(models.F("number"), 1000), 0
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_place_spans_its_block",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("parent", None),
                        (
                            "parent",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"),
                                "-",
                                django.db.models.functions.math.Mod(models.F("number"), 1000),
                            ),
                        ),
                        (
                            "parent",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"),
                                "-",
                                django.db.models.functions.math.Mod(models.F("number"), 1000000),
                            ),
                        ),
                        (
                            "parent",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"),
                                "-",
                                django.db.models.functions.math.Mod(models.F("number"), 100000000),
                            ),
                        ),
                        (
                            "parent",
                            django.db.models.expressions.CombinedExpression(
                                models.F("number"),
                                "-",
                                django.db.models.functions.math.Mod(
                                    models.F("number"), 10000000000
                                ),
                            ),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("parent", models.F("number")), _negated=True),
                ),
                name="a_place_lies_in_its_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["founded", "renamed", "merged", "split", "moved"])
                ),
                name="a_succession_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("before", "after", "on", "kind"), name="a_succession_is_recorded_once"
            ),
        ),
    ]

import django.db.models.functions.datetime
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hutong.foundation.secrecy.keys import install

# A key is made by the owner of the database, and the serving role reads what it cannot change.
RIGHTS = """
    revoke all on secrecy_key from public, hutong_app;
    grant select on secrecy_key to hutong_app;
"""


def _install(_: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install(schema_editor.connection.alias)


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="WrappedKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("secret", models.TextField()),
                ("version", models.PositiveIntegerField()),
                ("suite", models.TextField()),
                ("wrapped", models.TextField()),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "secrecy_key",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("secret", "version"), name="a_key_has_one_version_of_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "secret__in",
                                [
                                    *("identity", "contact", "health", "reporter", "placement"),
                                    *("account", "file", "sign-in", "index"),
                                ],
                            )
                        ),
                        name="a_key_is_for_a_known_class",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suite__in", ["aes", "sm"]), models.Q(("wrapped", ""), _negated=True)
                        ),
                        name="a_key_is_wrapped_for_a_known_suite",
                    ),
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunPython(_install, migrations.RunPython.noop),
    ]

"""Lists follow the syllables of names, 陈 before 程, where they followed the letters."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hutong.foundation.kernel.names import pinyin_of

# How a name is read follows from the name: filling it in changes nothing that anybody wrote down,
# so it stands in no child's history, and whoever migrates need not be in anybody's place.
ASIDE = """
    alter table people_child no force row level security;
    alter table people_child disable trigger history;
"""
AGAIN = """
    alter table people_child enable trigger history;
    alter table people_child force row level security;
"""


def read_every_name(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Fill in how each child's name is read, each name once."""
    with editor.connection.cursor() as cursor:
        cursor.execute(ASIDE)
        cursor.execute("select distinct name from people_child")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute("create temporary table readings (name text, reading text) on commit drop")
        with cursor.copy("copy readings from stdin") as copy:
            for name in names:
                copy.write_row((name, pinyin_of(name).in_order))
        cursor.execute("analyze readings")
        cursor.execute(
            "update people_child child set reading = readings.reading from readings"
            " where readings.name = child.name"
        )
        cursor.execute("drop table readings")
        cursor.execute(AGAIN)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_registers_sent_in")]

    operations = [
        migrations.RemoveIndex("child", "child_by_residence"),
        migrations.RemoveIndex("child", "child_by_hukou"),
        migrations.AddField(
            "child",
            "reading",
            models.TextField(db_collation="C", default=""),
            preserve_default=False,
        ),
        migrations.RunPython(read_every_name, migrations.RunPython.noop),
        migrations.AddIndex(
            "child", models.Index(fields=["reading", "id"], name="child_by_reading")
        ),
        migrations.AddIndex(
            "child",
            models.Index(
                fields=["residence", "reading", "id"],
                include=("hukou", "died_on", "left_on"),
                name="child_by_residence",
            ),
        ),
        migrations.AddIndex(
            "child",
            models.Index(
                fields=["hukou", "reading", "id"],
                include=("residence", "died_on", "left_on"),
                name="child_by_hukou",
            ),
        ),
    ]

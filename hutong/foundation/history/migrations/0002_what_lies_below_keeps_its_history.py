from django.db import migrations

from hutong.foundation.history.track import track


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0001_changes_and_readings"),
        ("access", "0002_units_and_files_given_to_them"),
        ("places", "0001_the_tree_of_divisions"),
        ("calendar", "0001_announced_years_and_their_days"),
    ]

    # Places themselves are loaded by the hundred thousand; what becomes of one is a succession.
    operations = [
        track("access_account"),
        track("access_posting"),
        track("access_unit"),
        track("access_assignment", file="file"),
        track("places_succession"),
        track("calendar_day", key="day"),
        track("calendar_announcedyear", key="year"),
    ]

from django.db import migrations

from hutong.foundation.access.guard import guard


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_who_sees_the_papers_in_a_file"),
        ("access", "0002_units_and_files_given_to_them"),
    ]

    # Whoever sees a file sees to whom it is given, and may give it to others.
    operations = [
        guard("access_assignment", through={"file": "people_child"}),
    ]

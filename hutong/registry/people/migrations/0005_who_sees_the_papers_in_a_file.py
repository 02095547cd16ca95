from django.db import migrations

from hutong.foundation.access.guard import guard
from hutong.foundation.access.kinds import Kind


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_lists_in_the_order_of_syllables"),
        ("documents", "0001_papers_in_files"),
    ]

    operations = [
        guard(
            "documents_paper",
            kind=Kind.PAPER,
            visible="exists (select 1 from people_child seen where seen.id = documents_paper.file)",
        ),
    ]

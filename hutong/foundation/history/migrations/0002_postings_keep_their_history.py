from django.db import migrations

from hutong.foundation.history.track import track


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0001_changes_and_readings"),
        ("access", "0001_accounts_and_postings"),
    ]

    operations = [track("access_account"), track("access_posting")]

from django.db import migrations

from hutong.foundation.secrecy.guard import nothing_plain


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_whoever_is_kept_from_a_child")]

    operations = [
        nothing_plain("casework_taken", "answers"),
        nothing_plain("casework_letter", "words"),
    ]

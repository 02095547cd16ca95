from django.db import migrations

from hutong.foundation.secrecy.guard import nothing_plain


class Migration(migrations.Migration):
    dependencies = [("benefits", "0012_whoever_is_kept_from_a_child")]

    operations = [
        nothing_plain("benefits_payee_account", "number"),
        nothing_plain("benefits_account_change", "number"),
        nothing_plain("benefits_payment", "account", "id_number"),
        nothing_plain("benefits_answer", "account"),
    ]

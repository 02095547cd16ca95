from django.db import migrations

from hutong.foundation.secrecy.guard import nothing_plain


class Migration(migrations.Migration):
    dependencies = [("people", "0008_who_sees_a_broken_glass")]

    operations = [
        nothing_plain("people_child", "id_number", "residence_detail", "hukou_detail", "phone"),
        nothing_plain("people_adult", "id_number", "phone"),
        nothing_plain("people_domicile", "detail"),
        nothing_plain("people_household", "detail"),
        nothing_plain("people_tie", "id_number"),
        nothing_plain("people_imported_row", "cells", "proposal", "notes"),
    ]

from django.db import migrations

from hutong.foundation.access.guard import SERVING, within

# Who holds which post is read at sign-in, before anybody acts. It is given within the area of
# whoever gives it, so that no post ever widens what its giver sees: the offices give any, and a
# supervisor or a director lets somebody stand in as a director.
GIVER = f"""
    {within("place_id")} and (
        (select access_role()) in ('district_officer', 'district_head', 'city_officer', 'clock')
        or role = 'child_director'
           and (select access_role()) in ('child_supervisor', 'child_director'))
"""
POSTS = f"""
    alter table access_posting enable row level security;
    alter table access_posting force row level security;
    create policy known_inside on access_posting for select using (true);
    create policy given on access_posting for insert with check ({GIVER});
    create policy changed on access_posting for update using ({GIVER}) with check ({GIVER});
    revoke delete, truncate on access_posting from {SERVING};
"""  # noqa: S608 - the words are this module's own
NO_POSTS = """
    drop policy changed on access_posting;
    drop policy given on access_posting;
    drop policy known_inside on access_posting;
    alter table access_posting no force row level security;
    alter table access_posting disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_glasses")]

    operations = [migrations.RunSQL(POSTS, NO_POSTS)]

from django.db import migrations

from programme.append_only import Forbid, append_only

ENDED_OR_ANOTHER = (
    "OLD.ended_at IS NOT NULL OR OLD.user_id <> NEW.user_id OR OLD.programme_id <> NEW.programme_id "
    "OR OLD.role <> NEW.role OR OLD.body_id IS DISTINCT FROM NEW.body_id "
    "OR OLD.granted_at <> NEW.granted_at"
)
ROLES_ARE_KEPT = "a role that was held stays on record, and ends once"


class Migration(migrations.Migration):

    dependencies = [("programme", "0003_people_have_names")]

    operations = [
        *append_only("programme_reportedposition"),
        Forbid("delete", "programme_membership", message=ROLES_ARE_KEPT),
        Forbid("update", "programme_membership", ENDED_OR_ANOTHER, ROLES_ARE_KEPT),
        Forbid("delete", "programme_meeting"),
        Forbid("update", "programme_meeting", "OLD.body_id <> NEW.body_id"),
        Forbid("delete", "programme_body"),
        Forbid("delete", "programme_partner"),
        Forbid("delete", "programme_user"),
    ]

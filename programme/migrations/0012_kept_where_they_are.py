from django.db import migrations

from programme.append_only import Forbid

# What a row belongs to, and when it was recorded, is said once.
FIXED = {
    'programme': ['slug', 'created_at'],
    'partner': ['programme_id'],
    'body': ['programme_id', 'slug'],
    'meeting': ['body_id', 'created_at'],
    'post': ['body_id'],
    'reorganisation': ['programme_id', 'created_at'],
    'succession': ['order_id'],
}


class Migration(migrations.Migration):

    dependencies = [('programme', '0011_mistakes')]

    operations = [
        Forbid('delete', 'programme_programme'),
        *(
            Forbid('update', f'programme_{table}', ' OR '.join(f'OLD.{c} <> NEW.{c}' for c in columns))
            for table, columns in FIXED.items()
        ),
    ]

from django.db import migrations

from programme.append_only import append_only
from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [('reports', '0003_write_the_past')]

    operations = [
        *keep_what_was_published('printed_on', 'printed_time'),
        *append_only('reports_historicalreportdefinition'),
    ]

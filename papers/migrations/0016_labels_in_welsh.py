from django.db import migrations

import programme.fields
from programme.append_only import Forbid, append_only

FIELD = {"verbose_name": "label in Welsh", "max_length": 200, "blank": True}


class Migration(migrations.Migration):

    dependencies = [("papers", "0015_exempt_parts")]

    operations = [
        *(
            migrations.AddField(model, "welsh_label", programme.fields.LineField(**FIELD))
            for model in ("frontsheetfield", "historicalfrontsheetfield")
        ),
        # SQLite built the tables anew, and lost their triggers.
        *append_only("papers_historicalfrontsheetfield"),
        Forbid("delete", "papers_frontsheetfield"),
    ]

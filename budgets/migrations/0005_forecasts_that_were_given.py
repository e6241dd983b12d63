from django.db import migrations
from django.db.models import F


def keep_what_was_forecast(apps, _):
    """A forecast that is not the current allocation was given by somebody: it stays."""
    lines = apps.get_model('budgets', 'Line').objects.exclude(forecast=F('current_allocation'))
    lines.update(forecast_given=True)


class Migration(migrations.Migration):

    dependencies = [('budgets', '0004_credits_forecasts_and_reserves')]

    operations = [migrations.RunPython(keep_what_was_forecast, migrations.RunPython.noop)]

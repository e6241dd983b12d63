"""Times of a meeting as agendas write them."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from programme.ui.fields import TimeFormField

READ = {
    **dict.fromkeys(["7 p.m.", "7pm", "7.00 P.M.", "at 7pm", "19:00", "1900", "1900 hrs"], 19),
    **dict.fromkeys(["noon", "12 noon", "12.00 noon", "12pm", "midday", "12:00:00"], 12),
    **dict.fromkeys(["10 a.m.", "10.00 a.m", "10.00 am prompt", "1000h", "10:00 hours"], 10),
    **dict.fromkeys(["midnight", "12 midnight", "00:00", "12am", "12 a.m."], 0),
}
REFUSED = {
    "6": "6 does not say whether it is in the morning or in the evening.",
    "14": "14 cannot be read as one time.",
    "25:00": "There is no such time as 25:00.",
    "13.30pm": "There is no such time as 13.30pm.",
    "1 noon": "There is no such time as 1 noon.",
    "2561": "2561 cannot be read as one time.",
    "7-9pm": "7-9pm cannot be read as one time.",
    "TBC": "TBC cannot be read as one time.",
}


@pytest.mark.parametrize(("typed", "hour"), READ.items())
def test_a_time_is_read_as_agendas_write_it(typed, hour):
    assert TimeFormField().clean(f"{typed}\u200e") == time(hour)


@pytest.mark.parametrize(("typed", "said"), REFUSED.items())
def test_what_is_no_time_is_refused_saying_why(typed, said):
    with pytest.raises(ValidationError) as refused:
        TimeFormField().clean(typed)
    assert refused.value.messages == [f"{said} Enter a time of day, for example 6.30pm or 18:30."]

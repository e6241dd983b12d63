"""Which tables have a name, or an account, is asked by one query: it gives those with such rows."""

import pytest

from closure.archive import records
from closure.retention import finding
from tests.factories import ProgrammeFactory
from tests.filled import *  # noqa: F403  (a row of everything)


@pytest.mark.django_db
def test_a_query_for_all_tables_gives_those_that_have_rows(programme, filler):
    models = [one for one in finding.ways() if one not in records.PEOPLE]
    here = [programme.pk]
    for names, account in ((["r"], None), (["e", "Nobody"], filler), ([], filler)):
        asked = models, here, names, account
        rows = [one for one in models if finding.rows_with(one, *asked[1:]).exists()]
        assert finding.models_with(*asked) == rows and 5 < len(rows) < len(models)
    assert finding.models_with(models, [ProgrammeFactory(name="Q").pk], ["r"]) == []
    assert finding.models_with(models, [], ["e"]) == []

"""What is put together once for a process gives what it would give anew."""

import pytest
from django.urls import resolve
from django.utils.safestring import SafeString

from programme.models import User
from programme.ui.parts import part
from programme.written_once import AnyOf, Prepared
from tests.factories import UserFactory

CRUMBS = "programme/_crumbs.html"


def test_a_part_never_takes_text_for_the_same_text_that_is_safe():
    words = "<b>Risks</b>"
    safe, unsafe = (part(CRUMBS, crumbs=[(one, "/")]) for one in (SafeString(words), words))
    assert words in safe and words not in unsafe and "&lt;b&gt;" in unsafe


def test_a_part_follows_each_of_its_values():
    first, second = (part(CRUMBS, crumbs=[("Risks", url)]) for url in ("/a/", "/b/"))
    assert "/a/" in first and "/b/" in second and part(CRUMBS, crumbs=[]).strip() == ""


def test_what_a_path_names_is_its_own_however_often_it_is_asked():
    for reference in ("R1", "R2", "R1"):
        kept = resolve(f"/programmes/one/risks/{reference}/").kwargs
        assert kept == {"slug": "one", "reference": reference}
        kept["slug"] = "another"


@pytest.mark.django_db
def test_a_part_about_a_row_is_written_anew_when_the_row_was_renamed():
    somebody = UserFactory(job_title="Head of Audit")
    assert "Head of Audit" in part(CRUMBS, crumbs=[(somebody, "/")])
    somebody.job_title = "Head of Finance"
    assert "Head of Finance" in part(CRUMBS, crumbs=[(somebody, "/")])


@pytest.mark.django_db
def test_a_kept_query_looks_for_as_many_values_as_it_is_given():
    keys = [UserFactory().pk for _ in range(3)]
    query = Prepared(lambda: User.objects.filter(pk__in=AnyOf("people")).order_by("pk"))
    for some in (keys, keys[:1], [], keys[1:]):
        assert [user.pk for user in query.ask(people=some)] == some

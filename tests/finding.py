"""What somebody finds on the page of results."""

import pytest

__all__ = ["find"]

PAGE = "/programmes/shared-management/search/"


@pytest.fixture
def find(signed_in, programme_manager):
    """A function that gives the titles of what somebody finds, by kind."""

    def look(q="", by=None, url=PAGE, **more):
        page = signed_in(by or programme_manager).get(url, {"q": q, "in": "all", **more})
        assert page.status_code == 200
        groups = page.context["groups"]
        return {one["title"]: [str(of["row"]) for of in one["results"]] for one in groups}

    return look

"""What one request costs inside its process: statements, CPU and weight, page by page.

python -m bench.requests                        the table
python -m bench.requests --profile 'edit, sent' where the CPU of one of them goes
"""

import argparse
import cProfile
import itertools
import pstats
import statistics
import tempfile
import time

from bench.profile import prepared

ROUNDS, TIMES = 9, 10
REGISTER = "/programmes/register-60/"


class Asked:
    """A page, and what is sent to it: for the number of a request, the fields of its form."""

    def __init__(self, path, typed=None):
        self.path, self.typed, self.costs, self.statements, self.size = path, typed, [], 0, 0
        self._numbers = itertools.count()

    def ask(self, browser):
        if not self.typed:
            answer = browser.get(self.path)
        else:
            answer = browser.post(self.path, self.typed(next(self._numbers)))
        expected = 302 if self.typed else 200
        assert answer.status_code == expected, f"{self.path}: {answer.status_code}"
        self.size = len(answer.content)
        browser.cookies.pop("messages", None)

    def measure(self, browser):
        before = time.process_time()
        for _ in range(TIMES):
            self.ask(browser)
        self.costs.append((time.process_time() - before) / TIMES * 1000)


def pages(risk):
    """{what is done: `Asked`}; `risk` is the one that is changed."""
    one = f"{REGISTER}risks/{risk.reference}/"

    def version(number):
        risk.refresh_from_db(fields=["version"])
        return {"version": risk.version}

    return {
        "register of 10,000": Asked("/programmes/register-10000/risks/"),
        "register of 60": Asked(f"{REGISTER}risks/"),
        "detail": Asked(one),
        "add form": Asked(f"{REGISTER}risks/add/"),
        "add form, sent": Asked(
            f"{REGISTER}risks/add/",
            lambda number: {"title": f"One more {time.time_ns()}", "owner": "Chief Executive"},
        ),
        "edit form": Asked(f"{one}edit/"),
        "edit, sent": Asked(
            f"{one}edit/",
            lambda number: {**version(number), "title": f"Called {time.time_ns()}"},
        ),
        "step's form": Asked(f"{one}assess/"),
        "step, sent": Asked(
            f"{one}assess/",
            lambda number: {
                **version(number),
                "kind": "current",
                "likelihood": number % 5 + 1,
                "impact": number // 5 % 5 + 1,
                "effective_on": risk.updated_at.strftime("%d/%m/%Y"),
            },
        ),
        "overview": Asked(REGISTER),
        "all logs": Asked(f"{REGISTER}logs/"),
        "meetings": Asked(f"{REGISTER}meetings/"),
        "history": Asked(f"{REGISTER}history/"),
        "people": Asked(f"{REGISTER}people/"),
        "home": Asked("/"),
    }


def measure(session, profiled):
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from risks.models import Risk

    browser = Client(headers={"host": "127.0.0.1"})
    browser.cookies["sessionid"] = session
    risk = Risk.objects.get(programme__slug="register-60", reference="R7")
    found = pages(risk)
    for asked in found.values():
        asked.ask(browser)
        with CaptureQueriesContext(connection) as queries:
            asked.ask(browser)
        asked.statements = len(queries)
        if profiled and asked is found.get(profiled):
            show(asked, browser, queries)
    for _ in range(0 if profiled else ROUNDS):
        for asked in found.values():
            asked.measure(browser)
    return {} if profiled else found


def show(asked, browser, queries):
    """Statements and profile of one request."""
    for one in queries:
        print(one["time"], one["sql"][:300])
    profiler = cProfile.Profile()
    profiler.runcall(lambda: [asked.ask(browser) for _ in range(30)])
    for sort in ("cumtime", "tottime"):
        pstats.Stats(profiler).strip_dirs().sort_stats(sort).print_stats(90)


def main():
    options = argparse.ArgumentParser(prog="python -m bench.requests")
    options.add_argument("--profile", default="")
    profiled = options.parse_args().profile
    with tempfile.TemporaryDirectory(prefix="requests-") as folder:
        found = measure(prepared(folder, "60", "10000"), profiled)
    for name, asked in found.items():
        low = min(asked.costs)
        usual = statistics.median(asked.costs)
        print(
            f"{name:<20} {asked.statements:3} statements  {usual:6.1f} ms ({low:.1f})"
            f"  {asked.size / 1000:5.1f} KB"
        )


if __name__ == "__main__":
    main()

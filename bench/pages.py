"""CPU of the product's pages, server included, against bare views that answer from the same rows.

Pages take turns, so that a slow minute hits all of them alike.
"""

import datetime
import html
import http.client
import os
import re
import statistics
from pathlib import Path
from urllib.parse import urlencode

from tests.stack import Stack
from tools import servers

ROUNDS = 7
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(group):
    """CPU that the processes of a group have used, the kernel's share included."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we were looking
        if int(fields[2]) == group:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


class Page:
    """A page of a running server, asked for over one connection.

    `holds` is what its answer has to hold.
    """

    method, status = "GET", 200

    def __init__(self, server, port, path, session, holds="<tr", times=240):
        self.server, self.port, self.path, self.times = server, port, path, times
        self.holds, self.size = holds.encode(), 0
        self.cookies, self.costs = {"sessionid": session}, []
        self.headers = {"Cookie": f"sessionid={session}"}

    def body(self):
        """What is sent."""
        return None

    def ask(self, times=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        for _ in range(times or self.times):
            connection.request(self.method, self.path, self.body(), headers=self.headers)
            response = connection.getresponse()
            answer = response.read()
            self.keep_cookie(response)
            right = response.status == self.status and self.holds in answer
            assert right, f"{self.method} {self.path}: {response.status}"
            self.size = len(answer)
        connection.close()

    def keep_cookie(self, response):
        """Sends from now on what the answer gave, as a browser does: without it each page would
        have to make up a secret for its forms.
        """
        if given := response.getheader("Set-Cookie"):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
            self.headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())

    def measure(self):
        before = cpu_seconds(self.server.pid)
        self.ask()
        self.costs.append((cpu_seconds(self.server.pid) - before) / self.times * 1000)

    @property
    def cost(self):
        """Milliseconds of CPU a request, the median round."""
        return statistics.median(self.costs)


class Edit(Page):
    """Saves a risk again and again, each time with another title and the version that it has by
    then.
    """

    method, status = "POST", 302

    def __init__(self, server, port, path, session, **kwargs):
        super().__init__(server, port, path, session, holds="", **kwargs)
        self.typed = self._form(session)
        self.headers["Content-Type"] = "application/x-www-form-urlencoded"

    def _form(self, session):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", self.path, headers=self.headers)
        response = connection.getresponse()
        page = response.read().decode()
        self.keep_cookie(response)
        inputs = re.findall(r"<input[^>]*>", page)
        found = {_attribute(one, "name"): _attribute(one, "value") for one in inputs}
        return {name: value for name, value in found.items() if name}

    def body(self):
        typed = {
            **self.typed,
            "title": f"{self.typed['title']}, said {self.typed['version']} times",
        }
        self.typed["version"] = int(self.typed["version"]) + 1
        return urlencode(typed)


class BareEdit(Page):
    """The same by SQL alone."""

    method, status = "POST", 302

    def __init__(self, *args, **kwargs):
        super().__init__(*args, holds="", **kwargs)
        self.headers["Content-Type"] = "application/x-www-form-urlencoded"

    def body(self):
        return urlencode({"title": "Another title"})


def _attribute(tag, name):
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def measure(folder):
    """Returns {name: (figure, unit, goal or None)}."""
    stack = Stack(folder)
    try:
        stack.manage("migrate", "--verbosity", "0")
        session = stack.python("-m", "bench.fill", "2000", "10000").strip()
        web, bare_port = stack.start_web(workers=2), servers.free_port()
        bare_web = stack.start(
            "bare", servers.web(bare_port), DJANGO_SETTINGS_MODULE="bench.bare_settings"
        )
        stack.wait_for(lambda: servers.listens(bare_port), "the bare view's server listens")

        def product(path, kind=Page, length=10000, **how):
            return kind(web, stack.port, f"/programmes/register-{length}/{path}", session, **how)

        def bare(path, kind=Page, length=10000, **how):
            return kind(bare_web, bare_port, f"/register-{length}/{path}", session, **how)

        pages = {
            "register": product("risks/"),
            "short register": product("risks/", length=2000),
            "register as at": product(f"risks/?at={datetime.date.today()}"),
            "overview": product("", holds="Needs", times=20),
            "search": product("search/?q=partner+stage&in=all", holds="<mark>", times=20),
            "detail": product("risks/R1/", holds="R1"),
            "edit": product("risks/R2/edit/", Edit, times=20),
            "CSV": product("risks/download/csv/", length=2000, holds="R2000", times=5),
            "heat map": product("risks/heat-map/", holds="more</a>", times=10),
            "bare register": bare(""),
            "bare overview": bare("overview/"),
            "bare detail": bare("R1/", holds="R1"),
            "bare edit": bare("R3/edit/", BareEdit, times=20),
            "bare CSV": bare("csv/", length=2000, holds="R2000", times=20),
            "bare heat map": bare("heat-map/", holds="<rect"),
        }
        for page in pages.values():
            page.ask(10)  # warm
        for _ in range(ROUNDS):
            for page in pages.values():
                page.measure()
    finally:
        stack.close()
    cost = {name: page.cost for name, page in pages.items()}

    def against(name, other):
        return cost[name] / cost[other]

    return {
        "register of 10,000 risks, CPU": (cost["register"], "ms", None),
        "bare view of the same 50 rows, CPU": (cost["bare register"], "ms", None),
        "register of 10,000 against the bare view": (against("register", "bare register"), "x", 4),
        "register of 10,000 against 2,000": (against("register", "short register"), "x", 1.3),
        "register as at today against now": (against("register as at", "register"), "x", 2),
        "words that stand in all of 10,000 risks, CPU": (cost["search"], "ms", None),
        "weight of the register of 50 rows": (pages["register"].size / 1000, "KB", None),
        "weight of the heat map of 10,000": (pages["heat map"].size / 1000, "KB", None),
        **{
            f"{name} against a bare one ({cost[name]:.1f} ms)": (
                against(name, f"bare {name}"),
                "x",
                None,
            )
            for name in ("overview", "detail", "edit", "CSV", "heat map")
        },
    }

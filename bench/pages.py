"""CPU of the register page, server included: three pages asked for in turn, so that a slow minute hits all of them alike."""

import http.client
import os
import statistics
from pathlib import Path

from tests.stack import Stack
from tools import servers

ROUNDS, REQUESTS = 7, 60
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
    """A page of a running server, asked for over one connection."""

    def __init__(self, server, port, path, session):
        self.server, self.port, self.path = server, port, path
        self.headers, self.costs = {"Cookie": f"sessionid={session}"}, []

    def ask(self, times):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        for _ in range(times):
            connection.request("GET", self.path, headers=self.headers)
            response = connection.getresponse()
            body = response.read()
            assert response.status == 200 and body.count(b"<tr") >= 50, (
                f"{self.path}: {response.status}"
            )
        connection.close()

    def measure(self):
        before = cpu_seconds(self.server.popen.pid)
        self.ask(REQUESTS)
        self.costs.append((cpu_seconds(self.server.popen.pid) - before) / REQUESTS * 1000)

    @property
    def cost(self):
        """Milliseconds of CPU a request, the median round."""
        return statistics.median(self.costs)


def measure(folder):
    """Returns {name: (figure, unit, goal or None)}."""
    stack = Stack(folder)
    try:
        stack.manage("migrate", "--verbosity", "0")
        session = stack.python("-m", "bench.fill", "2000", "10000").strip()
        web, bare_port = stack.start_web(), servers.free_port()
        bare_web = stack.start(
            "bare", servers.web(bare_port), DJANGO_SETTINGS_MODULE="bench.bare_settings"
        )
        stack.wait_for(lambda: servers.listens(bare_port), "the bare view's server listens")
        product = {
            n: Page(web, stack.port, f"/programmes/register-{n}/risks/", session)
            for n in (2000, 10000)
        }
        bare = Page(bare_web, bare_port, "/register-10000/", session)
        pages = [*product.values(), bare]
        for page in pages:
            page.ask(REQUESTS)  # warm
        for _ in range(ROUNDS):
            for page in pages:
                page.measure()
    finally:
        stack.close()
    return {
        "risk list of 10,000, CPU": (product[10000].cost, "ms", None),
        "bare view of the same 50 rows, CPU": (bare.cost, "ms", None),
        "list of 10,000 against the bare view": (product[10000].cost / bare.cost, "x", 3),
        "list of 10,000 against 2,000": (product[10000].cost / product[2000].cost, "x", 1.3),
    }

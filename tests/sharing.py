"""Shares the tests of a run out among copies (`fork`) of the process that has read them all.

pytest --processes 3

To read eleven thousand tests takes ten seconds of CPU, which processes started one by one would
each spend anew. A copy begins with a share of its own, in the order of the tests, and takes from
the others when it has none left. What became of a test is told to the first process, whose plugins
count and print it. A copy that dies has failed the test that it ran; another one goes on.
"""

import multiprocessing
import os
import warnings
from contextlib import suppress
from multiprocessing.connection import wait

import pytest
from _pytest import main
from _pytest.runner import runtestprotocol
from _pytest.tmpdir import TempPathFactory

from programme.call_stack import with_room

FORK = multiprocessing.get_context("fork")
NONE = -1  # no test


class Hooks:
    """What plugins of the tests are asked besides."""

    def pytest_process_begins(self, config):
        """In a copy, before its first test: what a process must have for itself."""


def pytest_addhooks(pluginmanager):
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser):
    parser.addoption("--processes", type=int, default=1, help="share the tests out among so many")


def pytest_collection(session):
    """As pytest does it: this one alone, for the first that answers is the last to be asked."""
    with_room(main.pytest_collection)(session)
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Several processes, where they were asked for; else pytest's own loop has the tests."""
    option = session.config.option
    processes = min(option.processes, len(session.items))
    if processes < 2 or option.collectonly or session.testsfailed:
        return with_room(main.pytest_runtestloop)(session)
    Sharing(session, processes).run()
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
    return True


class Shares:
    """The places of the tests that nobody has taken yet, in memory that all processes see: for each
    process those from where it begins to before where it ends.
    """

    def __init__(self, tests, processes):
        cuts = [tests * number // processes for number in range(processes + 1)]
        self.begins, self.ends = FORK.RawArray("i", cuts[:-1]), FORK.RawArray("i", cuts[1:])
        self.lock = FORK.Lock()

    def take(self, number):
        """The place of the next test of a process: its own, or one of whoever has most."""
        with self.lock:
            if not self._left(number):
                self._take_half(number)
            if not self._left(number):
                return NONE
            self.begins[number] += 1
            return self.begins[number] - 1

    def give_back(self, number):
        """What a process took last."""
        with self.lock:
            self.begins[number] -= 1

    def drop(self):
        """Leaves no test."""
        with self.lock:
            self.begins[:] = self.ends[:]

    def _left(self, number):
        return self.ends[number] - self.begins[number]

    def _take_half(self, number):
        most = max(range(len(self.ends)), key=self._left)
        middle = (self.begins[most] + self.ends[most]) // 2
        self.begins[number], self.ends[number] = middle, self.ends[most]
        self.ends[most] = middle


class Copy:
    """A copy of the first process, where it is one of its plugins."""

    def __init__(self, session, number, shares):
        self.session, self.config = session, session.config
        self.number, self.shares = number, shares
        self.runs = FORK.RawArray("i", [NONE, NONE])  # a test, and the one that it will run next
        self.heard, self.tells = FORK.Pipe(duplex=False)
        self.process = FORK.Process(target=with_room(self.work))
        self.process.start()
        self.tells.close()  # it is the copy's: its end is the copy's end

    def work(self):
        """Runs tests until there is none."""
        self.begin()
        items, test = [*self.session.items, None], self.shares.take(self.number)
        while test != NONE:
            self.runs[:] = test, self.shares.take(self.number)
            item, following = (items[place] for place in self.runs)
            self.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            test = self.runs[1]

    def begin(self):
        """It has what it captures, and the folders of its tests, for itself."""
        capturing = self.config.pluginmanager.getplugin("capturemanager")
        capturing.stop_global_capturing()
        capturing.start_global_capturing()
        folders = self.config._tmp_path_factory.getbasetemp()
        self.config.option.basetemp = folders / f"process-{os.getpid()}"
        self.config._tmp_path_factory = TempPathFactory.from_config(self.config, _ispytest=True)
        self.config.pluginmanager.register(self)
        self.config.hook.pytest_process_begins(config=self.config)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """As pytest does it, but that the first process is told and nothing is printed here."""
        plain = self.config.hook.pytest_report_to_serializable
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        self.tells.send([plain(config=self.config, report=report) for report in reports])
        return True

    def pytest_warning_recorded(self, warning_message, when, nodeid, location):
        said = str(warning_message.message), warning_message.filename, warning_message.lineno
        self.tells.send({"said": said, "when": when, "nodeid": nodeid, "location": location})


class Sharing:
    """The first process, which hears what became of each test."""

    def __init__(self, session, processes):
        self.session, self.config = session, session.config
        self.config._tmp_path_factory.getbasetemp()  # one for all, while there is one process
        self.shares = Shares(len(session.items), processes)
        self.copies = [Copy(session, number, self.shares) for number in range(processes)]

    def run(self):
        try:
            while self.copies:
                heard = wait([copy.heard for copy in self.copies])
                for copy in [copy for copy in self.copies if copy.heard in heard]:
                    self.hear(copy)
        finally:
            for copy in self.copies:
                copy.process.kill()

    def hear(self, copy):
        told = None
        with suppress(EOFError):
            told = copy.heard.recv()
        if told is None:
            return self.see_off(copy)
        if isinstance(told, dict):
            return self.warn(**told)
        for plain in told:
            report = self.config.hook.pytest_report_from_serializable
            self.count(report(config=self.config, data=plain))

    def warn(self, said, **where):
        message, filename, line = said
        warning = warnings.WarningMessage(message, UserWarning, filename, line)
        hook = self.config.hook.pytest_warning_recorded
        hook.call_historic(kwargs={"warning_message": warning, **where})

    def count(self, report):
        self.config.hook.pytest_runtest_logreport(report=report)
        if self.session.shouldfail or self.session.shouldstop:
            self.shares.drop()

    def see_off(self, copy):
        """One that has ended; where it died, its test has failed and another one goes on."""
        self.copies.remove(copy)
        copy.process.join()
        if copy.process.exitcode == 0:
            return
        test, following = copy.runs
        if test == NONE:
            self.session.shouldfail = "a process of the tests could not begin"
            return self.shares.drop()
        if following != NONE:
            self.shares.give_back(copy.number)
        item, said = self.session.items[test], f"its process ended with {copy.process.exitcode}"
        self.count(pytest.TestReport(item.nodeid, item.location, {}, "failed", said, "call"))
        self.copies.append(Copy(self.session, copy.number, self.shares))

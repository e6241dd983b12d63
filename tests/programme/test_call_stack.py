"""Calls stand in one chunk of memory, however deep the loop that makes them."""

import resource
from concurrent.futures import ThreadPoolExecutor

from programme.call_stack import with_room

DEEP, TIMES = 200, 300


def page_faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def nothing():
    pass


def dearest(deeper):
    """The most page faults of a loop of calls, of loops at all depths from here down."""
    before = page_faults()
    for _ in range(TIMES):
        nothing()
    here = page_faults() - before
    return max(here, dearest(deeper - 1)) if deeper else here


def in_a_thread(function):
    """A thread has a stack of calls of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(function, DEEP).result()


def test_no_depth_of_calls_asks_the_system_for_memory_again_and_again():
    assert in_a_thread(with_room(dearest)) < TIMES


def test_without_room_some_depth_does():
    """Once this fails Python has learnt it: `programme/call_stack.py` can go."""
    assert in_a_thread(dearest) >= TIMES


def test_a_function_with_room_is_called_as_it_is():
    assert with_room(divmod)(7, 2) == (3, 1)
    assert with_room(dict)([(1, 2)], named=3) == {1: 2, "named": 3}
    assert with_room(page_faults).__name__ == "page_faults"

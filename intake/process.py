"""Reads a file in a process of its own: one that is hostile takes nothing with it."""

import json
import subprocess
import sys

from django.conf import settings

from intake.reading.cells import Book, Cell, Sheet, Unreadable

SECONDS = 90  # by the clock
TOO_LONG = "Reading this file took too long. Save the part that you need as a file of its own."
BROKE = "This file is damaged, or needs more memory than a log may take. Save the part you need."


def read_file(content: bytes) -> Book:
    """What a file holds.

    Raises:
        Unreadable: it cannot or may not be read; the message is for the person.
    """
    if not content.strip():
        raise Unreadable("This file is empty.")
    if len(content) > settings.UPLOAD_BYTES:
        raise Unreadable("This file is too large.")
    try:
        answer = json.loads(told_of(content))
    except ValueError:
        raise Unreadable(BROKE) from None
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return _book(answer["book"])


def told_of(content: bytes) -> bytes:
    """What the process that reads a file says of it, in JSON; anything where it died.

    Raises:
        Unreadable: it took too long.
    """
    command = [sys.executable, "-E", "-s", "-B", "-m", "intake.reading"]
    how = {"cwd": settings.BASE_DIR, "env": {"LC_ALL": "C.UTF-8"}, "timeout": SECONDS}
    try:
        return subprocess.run(
            command, input=content, capture_output=True, check=False, **how
        ).stdout
    except subprocess.TimeoutExpired:
        raise Unreadable(TOO_LONG) from None


def _book(told):
    sheets = []
    for one in told["sheets"]:
        one["name"] = "".join(letter for letter in one["name"] if letter.isprintable())
        cells, merged = (Cell(**cell) for cell in one["cells"]), map(tuple, one["merged"])
        sheets.append(Sheet(**{**one, "cells": list(cells), "merged": list(merged)}))
    return Book(**{**told, "sheets": sheets})

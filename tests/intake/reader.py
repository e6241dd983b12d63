"""A process that has loaded what the product's process of reading loads, and has each file read by
a copy of itself, which shuts its doors and ends as that one does.

python -E -s -B -m tests.intake.reader DESCRIPTOR

Gets the bytes of files on the line, and answers each with what was told of it.
"""

import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection

from intake.reading import __main__ as process

KINDS = "docx", "ods", "text", "xls", "xlsx"


def main(descriptor):
    sys.modules.update(dict.fromkeys(process.NOT_LOADED))
    for kind in KINDS:
        import_module(f"intake.reading.{kind}")
    gc.freeze()
    line = Connection(int(descriptor))
    with suppress(EOFError):
        while True:
            line.send_bytes(told_of(line.recv_bytes()))


def told_of(content):
    told, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            read(content, writes)
        finally:
            os._exit(0)
    os.close(writes)
    with open(told, "rb") as answer:
        said = answer.read()
    os.waitpid(pid, 0)
    return said


def read(content, writes):
    sys.stdin = io.TextIOWrapper(io.BytesIO(content))
    with open(writes, "w") as sys.stdout:
        process.main()


if __name__ == "__main__":
    main(sys.argv[1])

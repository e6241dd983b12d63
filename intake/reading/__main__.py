"""Reads one file from the standard input and writes what it holds to the standard output as JSON:
{"book": ...} or {"unreadable": words}.
"""

import json
import resource
import sys
from importlib import import_module

from intake.reading.cells import Unreadable, refuse_too_large
from intake.reading.packed import kind_of

MEMORY = 1_200_000_000  # bytes of address space
SECONDS = 60  # of the processor
NOT_LOADED = ("PIL", "lxml")  # by openpyxl, which does without: pictures, and a second XML parser
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
    "shutil.",
    "ctypes.dlopen",
    "urllib.",
)


def main():
    """Shuts the doors, then looks at the file."""
    limit()
    try:
        answer = {"book": read(sys.stdin.buffer.read()).as_dict()}
    except Unreadable as error:
        answer = {"unreadable": str(error)}
    except MemoryError:
        answer = {"unreadable": "This file needs more memory than a log may take."}
    except RecursionError:
        answer = {"unreadable": "This file is damaged: its parts contain each other."}
    except Exception as error:
        said = "This file is damaged and cannot be read. Open it, save it anew, and hand that in."
        answer = {"unreadable": said, "error": type(error).__name__}
    sys.stdout.write(json.dumps(answer))


def limit():
    """No more memory and time than a log needs, no file written, no process, no connection."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.modules.update(dict.fromkeys(NOT_LOADED))
    sys.addaudithook(_refuse)


def _refuse(event, arguments):
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} is not for a reader of files")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("a reader of files writes none")


def read(content):
    """The book in the bytes of a file."""
    book = import_module(f"intake.reading.{kind_of(content)}").read(content)
    refuse_too_large(book)
    return book


if __name__ == "__main__":
    main()

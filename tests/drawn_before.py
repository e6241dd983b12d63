"""Files of reports that were drawn before from the same content by the same code: by any process of
this run, on either database, or by one of a run before.
"""

import fcntl
import hashlib
import json
import pickle
import shutil
from pathlib import Path


def drawn_before(folder, draw):
    """`draw`, which gives the files of frozen content, asked once for each content. The files are
    kept in `folder`, by who draws and what is printed.
    """

    def files(content):
        printed = json.dumps([draw.__name__, content], sort_keys=True).encode()
        path = Path(folder) / hashlib.sha256(printed).hexdigest()
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                writing = path.with_suffix(".new")
                writing.write_bytes(pickle.dumps(draw(content)))
                writing.rename(path)
        return pickle.loads(path.read_bytes())

    return files


def folder_of(parent, fingerprint):
    """Where the files that this code draws are kept; those of other code go."""
    folder = Path(parent) / "drawn" / fingerprint
    for other in {*folder.parent.glob("*")} - {folder}:
        shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder

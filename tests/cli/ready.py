"""A process that has the command's modules already and runs it in children of its own: each run is
a process with its own folder, streams, signals and exit code, without the second that the imports
take.

A line in is a run, [folder, arguments, store or "", file for stdout, file for stderr]; a line out
its exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import traceback

from epaper import cli
from epaper.issue import codec
from epaper.paths import STORE_FOLDER


def serve() -> None:
    for place, _ in cli.COMMANDS.values():
        importlib.import_module(f"epaper.cli.{place.split(':')[0]}")
    codec._reader()
    codec._writer()  # which costs more than writing a small issue
    gc.freeze()  # the children need not copy it
    for line in sys.stdin:
        folder, arguments, store, *files = json.loads(line)
        child = os.fork()
        if not child:
            _run(folder, arguments, store, files)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(folder: str, arguments: list[str], store: str, files: list[str]) -> None:
    """Never comes back."""
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)  # what stands there is for serve
        for number, file in enumerate(files, 1):
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.environ[STORE_FOLDER] = store
        os.chdir(folder)
        sys.argv[1:] = arguments
        cli.main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()

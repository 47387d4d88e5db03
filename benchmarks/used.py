"""Run a command and write what it used as JSON: ``python -I -S used.py ANSWER COMMAND ...``.

Linux takes the peak of the process that starts a command for one of the command itself, so a
benchmark that has made a large table would lend its memory to all it measures. This process has
loaded next to nothing.
"""

import json
import os
import subprocess
import sys
import time


def main(answer: str, *command: str) -> int:
    """Returns the exit status of the command."""
    start = time.perf_counter()
    process = subprocess.Popen(command)  # noqa: S603 - our own scripts
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    found = {
        "wall": wall,
        "processor": used.ru_utime + used.ru_stime,
        "peak": kilobytes / 1000,
    }
    with open(answer, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would be loaded
        json.dump(found, file)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

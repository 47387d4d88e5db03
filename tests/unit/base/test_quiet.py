"""What compiled code prints is kept away; what the program prints before and after is not."""

import ctypes
import sys

from thuiszitters.base.quiet import quiet_output


def test_only_what_compiled_code_prints_inside_is_kept_away(capfd):
    printed = ctypes.CDLL(None).puts
    sys.stdout.write("before\n")
    with quiet_output():
        printed(b"solver")
    sys.stdout.write("after\n")
    sys.stdout.flush()
    assert capfd.readouterr().out == "before\nafter\n"

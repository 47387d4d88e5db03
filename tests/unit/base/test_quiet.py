"""What compiled code prints is kept away; what the program prints before and after is not."""

import ctypes
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.optimize
from scipy.optimize import Bounds, LinearConstraint

from thuiszitters.base.quiet import integer_program, quiet_output


def test_only_what_compiled_code_prints_inside_is_kept_away(capfd):
    printed = ctypes.CDLL(None).puts
    sys.stdout.write("before\n")
    with quiet_output():
        printed(b"solver")
    sys.stdout.write("after\n")
    sys.stdout.flush()
    assert capfd.readouterr().out == "before\nafter\n"


def test_a_programme_that_presolving_calls_infeasible_is_solved():
    """Of 8.89, 0.29, 0 and 4, which touch three of the bounds, the last two are to be whole."""
    kept = np.array(
        [
            [96.55, 0.0, 0.0, 88.8],
            [-3.14, -78.02, 0.0, 0.0],
            [0.0, 11.8, -21.9, 0.0],
            [0.0, 0.0, 92.0, -11.0],
            [79.17, 1.73, 0.0, -73.23],
            [-11.0, -95.0, 0.0, 77.0],
        ]
    )
    most = np.array([1216.0, -50.5404, 3.422, -35.0, 411.403, 196.0])
    assert (kept @ [8.89, 0.29, 0.0, 4.0] <= most + 1e-9).all()
    asked = {
        "constraints": LinearConstraint(kept, -np.inf, most),
        "bounds": Bounds(-100, 100),
        "integrality": [0, 0, 1, 1],
    }
    answer = integer_program(np.zeros(4), **asked)
    assert answer.success
    assert (kept @ answer.x <= most + 1e-6).all()


@pytest.mark.parametrize(("first", "asked"), [(0, 1), (2, 2)])
def test_only_what_is_called_infeasible_is_asked_again_without_presolving(
    monkeypatch, first, asked
):
    """With the other options as they were; what is still infeasible then, is."""
    seen = []

    def milp(*given, options, **more):
        seen.append(options)
        return SimpleNamespace(status=first)

    monkeypatch.setattr(scipy.optimize, "milp", milp)
    assert integer_program([1.0], options={"mip_rel_gap": 0.0}).status == first
    again = {"mip_rel_gap": 0.0, "presolve": False}
    assert seen == [{"mip_rel_gap": 0.0}, again][:asked]

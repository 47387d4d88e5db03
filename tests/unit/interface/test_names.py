"""The public names: few, typed, documented, and loaded when they are first used."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import thuiszitters as th

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/python.md").read_text(encoding="utf-8")
#: Nothing of these is loaded by the import itself.
HEAVY = {"numpy", "pandas", "pyarrow", "scipy", "matplotlib", "statsmodels", "formulaic"}


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout


def test_the_import_loads_nothing_but_itself():
    loaded = run("import sys; import thuiszitters; print(*sys.modules)").split()
    assert not HEAVY & set(loaded)
    assert [name for name in loaded if name.startswith("thuiszitters")] == ["thuiszitters"]


@pytest.mark.thorough
def test_fitting_a_frame_loads_neither_statsmodels_nor_formulaic_nor_matplotlib():
    code = (
        "import sys, pandas as pd, thuiszitters as th;"
        "t = pd.DataFrame({'y': [0, 1, 1, 0], 'x': [0, 1, 0, 1], 'n': [9, 8, 7, 6]});"
        "th.odds_ratios(t, 'y', 'x', counts='n').tidy(); print(*sys.modules)"
    )
    assert not {"statsmodels", "formulaic", "matplotlib", "typer"} & set(run(code).split())


@pytest.mark.parametrize("name", th.__all__)
def test_every_public_name_is_there_documented_and_on_its_page(name):
    assert (getattr(th, name).__doc__ or "").strip()
    assert name in dir(th)
    assert f"th.{name}" in PAGE


def test_names_for_type_checkers_are_those_that_are_loaded():
    tree = ast.parse(Path(th.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("thuiszitters.")
        for alias in node.names
    }
    assert set(typed) == set(th.__all__)
    for name, module in typed.items():
        assert getattr(importlib.import_module(module), name) is getattr(th, name)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'logistic'"):
        _ = getattr(th, "logistic")  # noqa: B009 - no type checker should look


@pytest.mark.parametrize(
    "method", [n for n in dir(th.OddsFit) if not n.startswith("_")], ids=lambda name: name
)
def test_every_method_of_a_fit_is_on_the_page(method):
    assert f"fit.{method}" in PAGE

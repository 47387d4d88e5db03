"""The map in docs/architecture.md is the order in which code may know other code."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from thuiszitters import logit

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "thuiszitters"
#: What the folder of the package may hold beside packages and modules.
BESIDE = {"__init__.py", "__init__.pyi", "__pycache__", "py.typed"}
#: More entries than this are not found at a glance.
MOST_ENTRIES = 22


def name_of(file: Path) -> str:
    """Dotted name of a module within the package; empty for the package itself."""
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts).removesuffix("__init__").removesuffix(".")


MODULES = {name_of(file): file for file in sorted(SOURCE.rglob("*.py"))}


@cache
def imports(name: str) -> frozenset[str]:
    """Modules of ours that a module imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {whole if ours(whole) in MODULES else node.module for whole in full.values()}
    return frozenset(module for one in found if (module := ours(one)) in MODULES)


def ours(dotted: str) -> str | None:
    if dotted != "thuiszitters" and not dotted.startswith("thuiszitters."):
        return None
    return dotted.removeprefix("thuiszitters").removeprefix(".")


def others(name: str) -> set[str]:
    """Packages of others that a module imports."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    } | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {one.split(".")[0] for one in names} - {"thuiszitters"}


def place(name: str) -> str:
    return name.split(".")[0]


def mapped() -> list[str]:
    """Places of the map in docs/architecture.md, lowest first."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    table = text.split("| place | knows |")[1].split("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    return [found.removesuffix("/") for cell in cells for found in re.findall(r"`([^`]+)`", cell)]


def circles() -> Iterator[str]:
    """Modules that import each other, through others or at once."""
    reach = {name: set(imports(name)) - {name} for name in MODULES}
    for middle in MODULES:
        for seen in reach.values():
            if middle in seen:
                seen |= reach[middle]
    yield from (name for name, seen in reach.items() if name in seen)


def test_the_map_names_what_is_there_and_nothing_else():
    there = {entry.name for entry in SOURCE.iterdir()} - BESIDE
    assert set(mapped()) == there


def test_the_package_is_seen_at_a_glance():
    assert len(mapped()) <= MOST_ENTRIES


def test_a_module_imports_only_what_stands_above_it_in_the_map():
    order = [entry.removesuffix(".py") for entry in mapped()]
    upward = [
        f"{name} imports {one}"
        for name in MODULES
        for one in imports(name)
        if name and one and order.index(place(one)) > order.index(place(name))
    ]
    assert upward == []


def test_no_module_imports_itself_through_others():
    assert list(circles()) == []


def test_logit_knows_arrays_and_nothing_of_pupils_or_plans():
    kernel = [name for name in MODULES if place(name) == "logit"]
    assert {place(one) for name in kernel for one in imports(name)} == {"logit", "base"}
    assert {one for name in kernel for one in others(name)} - sys.stdlib_module_names == {
        "numpy",
        "scipy",
    }


def test_public_functions_of_logit_say_what_they_take_and_show_an_example():
    for name in logit.__all__:
        thing = getattr(logit, name)
        if not inspect.isfunction(thing):
            continue
        text = inspect.getdoc(thing) or ""
        missing = [
            head for head in ("Parameters", "Returns", "Examples") if f"{head}\n--" not in text
        ]
        assert missing == [], name


def test_models_of_a_plan_are_fitted_in_one_place():
    """Designs that are no model of a plan (a step, a product, a code) are fitted where they are."""
    fitting = re.compile(r"\bimport[^\n]*\bfit_model\b")
    found = [name for name, file in MODULES.items() if fitting.search(file.read_text("utf-8"))]
    assert {name for name in found if place(name) != "logit"} == {"models.fitted"}

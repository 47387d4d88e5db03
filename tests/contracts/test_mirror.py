"""The unit tests of a module stand where the module stands, under its name."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE, TESTS = ROOT / "src" / "thuiszitters", ROOT / "tests" / "unit"
#: Share of modules with a test of their name; it may rise. docs/architecture.md gives it as well.
REACHED = 0.34


def has_code(file: Path) -> bool:
    """Whether a module has functions or classes of its own, and not only names of others."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body)


MODULES = [
    file.relative_to(SOURCE)
    for file in sorted(SOURCE.rglob("*.py"))
    if file.name != "__init__.py" and has_code(file)
]


def own_test(module: Path) -> Path:
    return TESTS / module.parent / f"test_{module.name}"


def imported(file: Path) -> set[str]:
    """Modules that a test imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_so_many_modules_have_a_test_of_their_name():
    share = sum(own_test(module).exists() for module in MODULES) / len(MODULES)
    assert share >= REACHED, [str(one) for one in MODULES if not own_test(one).exists()]


def test_a_test_with_the_name_of_a_module_is_about_its_place():
    """It imports the module, or the package through which the module is reached."""
    strangers = []
    for module in MODULES:
        if own_test(module).exists():
            place = f"thuiszitters.{module.with_suffix('').parts[0]}"
            seen = imported(own_test(module))
            if "thuiszitters" not in seen and not any(one.startswith(place) for one in seen):
                strangers.append(str(module))
    assert strangers == []

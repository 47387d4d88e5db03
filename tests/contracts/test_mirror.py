"""The tests of a module stand where the module stands, under its name, or call it by name."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "thuiszitters"
SOURCE, TESTS = ROOT / "src" / PACKAGE, ROOT / "tests" / "unit"
#: Where a module may be tested by name as well: beside numbers of other programs, and on released
#: numbers.
BESIDE = (ROOT / "tests" / "reference", ROOT / "tests" / "report")
#: Shares of modules with a test of their name, and with that or a test that calls them by name;
#: they may rise. docs/architecture.md gives them as well.
NAMED, REACHED = 0.80, 0.88


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def has_code(file: Path) -> bool:
    """Whether a module has functions or classes of its own, and not only names of others."""
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree(file).body)


MODULES = [
    file.relative_to(SOURCE)
    for file in sorted(SOURCE.rglob("*.py"))
    if file.name != "__init__.py" and has_code(file)
]


def dotted(module: Path) -> str:
    return ".".join((PACKAGE, *module.with_suffix("").parts))


def own_test(module: Path) -> Path:
    return TESTS / module.parent / f"test_{module.name}"


def imported(file: Path) -> set[str]:
    """Modules that a test imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def with_builders(file: Path) -> set[str]:
    """What a test imports, by itself or through the builders and fixtures of its folder."""
    seen = imported(file)
    files = [ROOT.joinpath(*name.split(".")).with_suffix(".py") for name in seen]
    builders = (
        one for one in [*files, file.parent / "conftest.py"] if ROOT / "tests" in one.parents
    )
    return seen.union(*(imported(one) for one in builders if one.exists()))


def is_named(module: Path) -> bool:
    """In its mirrored place, or beside by a file of its name that imports the module itself.

    The import may stand in a builder of tests that the file uses.
    """
    if own_test(module).exists():
        return True
    files = (folder / f"test_{module.name}" for folder in BESIDE)
    return any(file.exists() and dotted(module) in with_builders(file) for file in files)


def from_package(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE


@cache
def defining(place: str, name: str) -> str | None:
    """The module whose function or class a name of a module or package is; none for others."""
    path = SOURCE.parent.joinpath(*place.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not file.exists():
        return None
    for node in tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return place
        if from_package(node):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return defining(node.module, alias.name)
    return None


def subjects(file: Path) -> set[str | None]:
    """Modules named in the tests of a file, or in its functions and fixtures that those use."""
    names, functions = {}, {}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = node
        elif from_package(node):
            names |= {one.asname or one.name: (node.module, one.name) for one in node.names}
    ahead = [name for name in functions if name.startswith("test_")]
    seen: set[str] = set()
    found: set[str | None] = set()
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in ast.walk(functions[name]):
            said = getattr(node, "id", getattr(node, "arg", None))
            if said in functions:
                ahead.append(said)
            elif isinstance(node, ast.Name) and said in names:
                found.add(defining(*names[said]))
            elif isinstance(node, ast.Attribute) and getattr(node.value, "id", None) in names:
                found.add(defining(".".join(names[node.value.id]), node.attr))
    return found


def has_example(module: Path) -> bool:
    """Whether a public function or class has an example, which runs as a test."""
    return any(
        ">>> " in (ast.get_docstring(node) or "")
        for node in tree(SOURCE / module).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    )


def test_so_many_modules_have_a_test_of_their_name():
    share = sum(map(is_named, MODULES)) / len(MODULES)
    assert share >= NAMED, [str(one) for one in MODULES if not is_named(one)]


def test_so_many_modules_are_called_by_name_in_a_test():
    """Other modules run in tests too, behind the functions that those call."""
    files = (ROOT / "tests").rglob("test_*.py")
    called = {module for file in files for module in subjects(file)}
    rest = [
        str(module)
        for module in MODULES
        if not (is_named(module) or dotted(module) in called or has_example(module))
    ]
    assert 1 - len(rest) / len(MODULES) >= REACHED, rest


def test_a_name_of_a_package_is_that_of_the_module_that_defines_it():
    assert defining("thuiszitters.codebook", "read_codebooks") == "thuiszitters.codebook.reading"
    assert defining("thuiszitters.plan", "Plan") == "thuiszitters.plan.analysis"
    assert defining("thuiszitters.plan", "nothing") is None


def test_what_a_test_only_imports_is_not_its_subject(tmp_path):
    file = tmp_path / "test_one.py"
    lines = (
        "from thuiszitters.plan import Plan",
        "from thuiszitters.base import text",
        "from thuiszitters.intake import read_raw",
        "def helper(): return Plan()",
        "def test_one(): assert helper() == text.Text()",
        "def other(): read_raw()",
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    assert subjects(file) - {None} == {"thuiszitters.plan.analysis", "thuiszitters.base.text"}


def test_a_test_with_the_name_of_a_module_is_about_its_place():
    """It, or its fixtures, import the module or the package through which it is reached."""
    strangers = []
    for module in MODULES:
        if own_test(module).exists():
            place = f"{PACKAGE}.{module.with_suffix('').parts[0]}"
            seen = with_builders(own_test(module))
            fixtures = own_test(module).parent / "conftest.py"
            seen |= imported(fixtures) if fixtures.exists() else set()
            if PACKAGE not in seen and not any(one.startswith(place) for one in seen):
                strangers.append(str(module))
    assert strangers == []

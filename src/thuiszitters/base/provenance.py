"""Where a result comes from: digests of inputs, outputs, configuration and code."""

import hashlib
import importlib.metadata
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from thuiszitters import __version__
from thuiszitters.base.shipped import shipped

PACKAGE = Path(__file__).parents[1]
#: Packages whose version can change a number or a picture.
NUMERICAL_PACKAGES = (
    "duckdb",
    "firthmodels",
    "matplotlib",
    "numpy",
    "pandas",
    "pyarrow",
    "scikit-learn",
    "scipy",
    "seaborn",
    "statsmodels",
)
_IMPORT = re.compile(
    r"^\s*(?:from|import)\s+(thuiszitters(?:\.\w+)*)(?:\s+import\s+\(?([\w, ]*))?", re.M
)


def source_digest(script: str | Path) -> str:
    """Digest of all code of ours that a script runs: its imports, and what those import.

    A rule takes it as a parameter: Snakemake notices an edited script, but not an edited
    library module. Of a package every file counts, templates and texts included.

    Parameters
    ----------
    script
        An adapter of the workflow, as seen from the root of the repository.
    """
    files: set[Path] = set()
    waiting = list(imported_files(shipped(script).read_text(encoding="utf-8")))
    while waiting:
        file = waiting.pop()
        if file not in files:
            files.add(file)
            waiting.extend(_imported(file))
    return _digest_of(files)


def package_digest() -> str:
    """Digest of every file of the library.

    Examples
    --------
    >>> package_digest() == package_digest()
    True
    """
    return _digest_of(_files(""))


def file_digest(path: str | Path) -> str:
    """SHA-256 of a file's content, as hexadecimal."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def keyed_digest(path: str | Path, key: bytes) -> str:
    """BLAKE2b of a file's content with a secret key, as hexadecimal.

    Only who holds the key can tell whether a file is the one that is meant.
    """
    digest = hashlib.blake2b(key=key, digest_size=32)
    with Path(path).open("rb") as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def value_digest(value: Any) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def manifest(
    cohort: str,
    configuration: Mapping[str, Any],
    seed: int,
    inputs: Sequence[str],
    outputs: Iterable[str],
    key: bytes | None = None,
) -> dict[str, Any]:
    """Name everything a cohort's results were made from, and the results themselves.

    Parameters
    ----------
    cohort
        Name of the cohort.
    configuration
        Its slice of the project: file, plan, outcome, disclosure.
    seed
        Seed of the run.
    inputs, outputs
        Paths relative to the project folder.
    key
        Of the digests of restricted inputs (those below ``data``): whoever guesses a small file
        could confirm the guess by a plain one. Without a key every digest is plain.

    Returns
    -------
    dict
        Plain values, the same on every machine with the same lock file (and the same key).
    """
    restricted = {path for path in inputs if key is not None and "data" in Path(path).parts[:-1]}
    return {
        "cohort": cohort,
        "thuiszitters": __version__,
        "code": package_digest(),
        "seed": seed,
        "configuration": {key: value_digest(part) for key, part in sorted(configuration.items())},
        "packages": {name: importlib.metadata.version(name) for name in NUMERICAL_PACKAGES},
        "inputs": {
            path: keyed_digest(path, key) if path in restricted and key else file_digest(path)
            for path in sorted(inputs)
        },
        "keyed": sorted(restricted),
        "outputs": {path: file_digest(path) for path in sorted(outputs)},
    }


def imported_files(code: str) -> tuple[Path, ...]:
    """Files of ours behind the import lines of some code."""
    found: list[Path] = []
    for module, names in _IMPORT.findall(code):
        base = module.removeprefix("thuiszitters").removeprefix(".")
        if base:
            found.extend(_files(base))
        for name in re.findall(r"\w+", names):
            found.extend(_files(f"{base}.{name}" if base else name))
    return tuple(found)


def _digest_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(PACKAGE)).encode())
        digest.update(_content(file))
    return digest.hexdigest()


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


@cache
def _files(module: str) -> tuple[Path, ...]:
    """Files of a module or a package; none when the name is that of a function."""
    path = PACKAGE.joinpath(*module.split(".")) if module else PACKAGE
    if path.is_dir():
        kept = (file for file in path.rglob("*") if file.is_file())
        return tuple(file for file in kept if "__pycache__" not in file.parts)
    single = path.with_suffix(".py")
    return (single,) if single.exists() else ()


@cache
def _imported(file: Path) -> tuple[Path, ...]:
    """Files of ours that one file imports."""
    return imported_files(_content(file).decode()) if file.suffix == ".py" else ()

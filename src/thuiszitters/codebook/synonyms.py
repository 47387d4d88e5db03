"""Other words for the codes of a list, kept as data in a file beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.text import Text, text
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook.codes import Codebook
from thuiszitters.plan.cohort import LocalCode

_FORM = "codes: code to a list of words; local: code to label (nl, en), parent and words"


@dataclass(frozen=True)
class Synonyms:
    """What else a code may be called.

    Attributes
    ----------
    words
        Code to its other words, in Dutch and English.
    local
        Codes of their own that plans share, with label and parent.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    local: Mapping[str, LocalCode] = field(default_factory=dict)


def synonyms_path(name: str) -> str:
    """Where the words for a code list stand, as seen from the project folder."""
    return f"config/codebooks/{name}.words.yaml"


def read_synonyms(root: str | Path, codebook: Codebook) -> Synonyms:
    """The words beside a code list; none when there is no such file.

    Parameters
    ----------
    root
        The project folder.
    codebook
        The list, to which every code of the file must belong.

    Raises
    ------
    DataError
        With everything in the file that is not of its form, or about a code that is not there.
    """
    where = synonyms_path(codebook.name)
    path = Path(root) / where
    if not path.exists():
        return Synonyms()
    content = read_yaml(path)
    if not isinstance(content, Mapping) or not set(content) <= {"codes", "local"}:
        raise DataError(Problem(where, "this is no list of words", _FORM))
    codes, local = content.get("codes") or {}, content.get("local") or {}
    raise_problems(_problems(codes, local, codebook, where), DataError)
    words = {code: tuple(map(str, listed)) for code, listed in codes.items()}
    words |= {code: (*map(str, part["words"]), *_both(part)) for code, part in local.items()}
    own = {
        code: LocalCode(code, text(part["label"]), part.get("parent"))
        for code, part in local.items()
    }
    return Synonyms(words, own)


def _both(part: Mapping[str, Any]) -> tuple[str, str]:
    label: Text = text(part["label"])
    return label.nl, label.en


def _problems(codes: Any, local: Any, codebook: Codebook, where: str) -> list[Problem]:
    if not isinstance(codes, Mapping) or not isinstance(local, Mapping):
        return [Problem(where, "codes or local holds no codes", _FORM)]
    anywhere = {code.code for code in (*codebook.codes, *codebook.elsewhere)}
    problems = [
        Problem(f"{where}: codes.{code}", "found no list of words", _FORM)
        for code, words in codes.items()
        if not isinstance(words, list)
    ]
    problems += [
        Problem(f"{where}: local.{code}", "label or words is missing", _FORM)
        for code, part in local.items()
        if not isinstance(part, Mapping)
        or not isinstance(part.get("words"), list)
        or set(part.get("label") or ()) != {"nl", "en"}
    ]
    problems += [
        Problem(
            f"{where}: codes.{code}",
            f'"{code}" is not in the code list "{codebook.name}"',
            advice=codebook.nearest(str(code)),
        )
        for code in codes
        if code not in anywhere
    ]
    return problems

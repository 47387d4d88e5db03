"""The catalogue of texts: a key, two languages, named places for values."""

import functools
import re
import string
from collections.abc import Mapping
from importlib import resources

import yaml

from thuiszitters.base.text import Language, Text
from thuiszitters.language.number_words import in_words

_FILES = (
    "texts.yaml",
    "answer.yaml",
    "methods.yaml",
    "sentences.yaml",
    "audiences.yaml",
    "absence.yaml",
    "pictures.yaml",
    "checklists.yaml",
    "checks.yaml",
    "reasons.yaml",
    "review.yaml",
)
#: libyaml's loader where there is one; in a browser there is none, and both read the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: How the heads of some files are called in keys.
_HEADS = {"checks": "check", "reasons": "reason", "direction": "word.direction"}
#: A head of a file: a key that is not indented.
_HEAD = re.compile(r"^([\w.]+):", re.MULTILINE)


class UnknownTextError(KeyError):
    """A key that the catalogue does not hold, or a value that a text needs and did not get."""


def _folded(words: str) -> str:
    """One line; a no-break space stays what it is."""
    return re.sub(r"[ \n]+", " ", words).strip(" ")


def _flatten(entries: Mapping[str, object], prefix: str = "") -> dict[str, Text]:
    """Nested keys become dotted ones; a mapping with both languages is a text."""
    texts: dict[str, Text] = {}
    for key, entry in entries.items():
        name = f"{prefix}{key}"
        if not isinstance(entry, Mapping):
            message = f"{name}: a text needs nl and en"
            raise UnknownTextError(message)
        if set(entry) == {"nl", "en"}:
            texts[name] = Text(nl=_folded(entry["nl"]), en=_folded(entry["en"]))
        else:
            texts |= _flatten(entry, f"{name}.")
    return texts


@functools.cache
def _words() -> Mapping[str, str]:
    """The files as they are, unparsed; a later one completes, and overrules, earlier ones."""
    files = {name: resources.files("thuiszitters.language") / name for name in _FILES}
    return {name: file.read_text(encoding="utf-8") for name, file in files.items()}


@functools.cache
def _texts_of(file: str) -> Mapping[str, Text]:
    """The texts of one file by dotted key."""
    entries = yaml.load(_words()[file], _LOADER) or {}  # noqa: S506 - either is a safe loader
    return _flatten({_HEADS.get(head, head): entry for head, entry in entries.items()})


@functools.cache
def catalogue() -> Mapping[str, Text]:
    """All texts by dotted key."""
    return {key: entry for file in _FILES for key, entry in _texts_of(file).items()}


@functools.cache
def _texts_under(head: str) -> Mapping[str, Text]:
    """The texts whose keys begin with a word, of the files in which that word is a head.

    Most commands need a third of the texts, and parsing all of them takes a tenth of a second.
    """
    texts: dict[str, Text] = {}
    for file, words in _words().items():
        heads = (_HEADS.get(found, found) for found in _HEAD.findall(words))
        if head in {found.partition(".")[0] for found in heads}:
            texts |= _texts_of(file)
    return texts


def _text_of(key: str) -> Text | None:
    return _texts_under(key.partition(".")[0]).get(key)


def known(key: str) -> bool:
    """Whether the catalogue holds `key`."""
    return _text_of(key) is not None


def places(template: str) -> set[str]:
    """Names of the values a text needs.

    Examples
    --------
    >>> sorted(places("{n} of {total}"))
    ['n', 'total']
    """
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def say(key: str, language: Language, **values: object) -> str:
    """The text of `key` with its values filled in.

    Raises
    ------
    UnknownTextError
        When the key is unknown or a value is missing.

    Examples
    --------
    >>> say("word.pupils", "nl")
    'leerlingen'
    """
    found = _text_of(key)
    if found is None:
        message = f"no text for {key!r}"
        raise UnknownTextError(message)
    template = found.in_language(language)
    absent = places(template) - set(values)
    if absent:
        message = f"the text {key!r} needs {', '.join(sorted(absent))}"
        raise UnknownTextError(message)
    return template.format(**values)


def say_count(key: str, language: Language, n: int, **values: object) -> str:
    """The singular or plural text of `key`, by `n`, which is in words where text has words."""
    written = in_words(n, language)
    told = say(f"{key}.{'one' if n == 1 else 'many'}", language, n=written, **values)
    return told[:1].upper() + told[1:] if told.startswith(written) else told

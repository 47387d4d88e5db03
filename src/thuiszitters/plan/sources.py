"""The sources that reports, documentation and plans can name: references.bib, read once."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote

from thuiszitters.base.text import Language

_ENTRY = re.compile(r"@(\w+)\{(\w+),\n(.*?)\n\}\n", re.DOTALL)
_FIELD = re.compile(r"^  (\w+) = \{(.*)\},$")
#: What a key looks like; other words are a citation written out.
KEY = re.compile(r"[a-z]+\d{4}[a-z]?")
_ET_AL = {"nl": "e.a.", "en": "et al."}
_EDITION = {"nl": "{n}e druk", "en": "{n} ed."}
_ORDINAL = {"2": "2nd", "3": "3rd", "4": "4th"}
_THESIS = {"nl": "proefschrift", "en": "doctoral thesis"}
#: A source with more authors than this is listed with the first and "et al.".
_MOST_AUTHORS = 6


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of references.bib; fields it has not are empty."""

    key: str
    kind: str
    fields: Mapping[str, str]

    def field(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(self.field("author").split(" and "))

    @property
    def doi_link(self) -> str:
        """Its address, or nothing."""
        return (
            f"https://doi.org/{quote(self.field('doi'), safe='/()')}" if self.field("doi") else ""
        )


@functools.cache
def sources() -> Mapping[str, Source]:
    """All entries by key.

    Examples
    --------
    >>> sources()["firth1993"].field("journal")
    'Biometrika'
    """
    folder = resources.files("thuiszitters.plan")
    return read_bibliography((folder / "references.bib").read_text(encoding="utf-8"))


def read_bibliography(written: str) -> dict[str, Source]:
    """Entries of a bibliography whose every field stands on a line of its own.

    Raises
    ------
    ValueError
        When a line is not understood, so that no source is lost in silence.
    """
    found: dict[str, Source] = {}
    rest = written
    for match in _ENTRY.finditer(written):
        kind, key, body = match.groups()
        fields = {}
        for line in body.split("\n"):
            field = _FIELD.match(line)
            if field is None or key in found:
                message = f"references.bib: {key}: {line!r}"
                raise ValueError(message)
            fields[field.group(1)] = field.group(2).replace("--", "–")
        found[key] = Source(key, kind, fields)
        rest = rest.replace(match.group(), "", 1)
    if rest.strip():
        message = f"references.bib: {rest.strip()[:60]!r}"
        raise ValueError(message)
    return found


def cited(key: str, language: Language) -> str:
    """A source inside a sentence; a citation that is no key stays as it is.

    Examples
    --------
    >>> cited("firth1993", "en"), cited("heinze2002", "nl"), cited("heinze2013", "nl")
    ('Firth, 1993', 'Heinze & Schemper, 2002', 'Heinze e.a., 2013')
    """
    if key not in sources():
        return key
    source = sources()[key]
    names = [author.split(",")[0] for author in source.authors]
    shown = " & ".join(names) if len(names) < 3 else f"{names[0]} {_ET_AL[language]}"
    return f"{shown}, {source.field('year')}"


def citation(key: str, language: Language) -> str:
    """A source as a list of references prints it; a citation that is no key stays as it is.

    Examples
    --------
    >>> citation("tjur2009", "en")[:22]
    'Tjur, T. (2009). Coeff'
    """
    if key not in sources():
        return key
    source = sources()[key]
    parts = [
        f"{_author_list(source, language)} ({source.field('year')}).",
        *_body(source, language),
    ]
    return " ".join(filter(None, [*parts, source.doi_link]))


def listed(keys: Iterable[str], language: Language) -> tuple[str, ...]:
    """Citations of these sources, each once, in the order of their first author."""
    return tuple(sorted({citation(key, language) for key in keys}, key=str.casefold))


def key_of(words: str) -> str | None:
    """The key of a source that is written as "Author et al. (year)"; None when it is not here.

    Examples
    --------
    >>> key_of("Gubbels et al. (2019)"), key_of("Nobody (1900)")
    ('gubbels2019', None)
    """
    match = re.match(r"([^\s,&]+).*\((\d{4})\)", words)
    if match is None:
        return None
    key = f"{match.group(1).casefold()}{match.group(2)}"
    return key if key in sources() else None


def unknown_sources(keys: Iterable[str]) -> Iterator[str]:
    """Those that look like a key and are none."""
    return (key for key in keys if KEY.fullmatch(key) and key not in sources())


def _author_list(source: Source, language: Language) -> str:
    names = source.authors
    if len(names) > _MOST_AUTHORS:
        return f"{names[0]}, {_ET_AL[language]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _body(source: Source, language: Language) -> Iterator[str]:
    title = source.field("title")
    end = "" if title.endswith("?") else "."
    if source.kind == "phdthesis":
        yield f"{title} ({_THESIS[language]}). {source.field('school')}."
        return
    if source.field("edition"):
        number = source.field("edition")
        shown = number if language == "nl" else _ORDINAL[number]
        title = f"{title} ({_EDITION[language].format(n=shown)})"
    yield f"{title}{end}"
    if source.field("publisher"):
        yield f"{source.field('publisher')}."
    if source.field("journal"):
        volume = source.field("volume")
        issue = f"({source.field('number')})" if source.field("number") else ""
        yield f"{source.field('journal')}, {volume}{issue}, {source.field('pages')}."

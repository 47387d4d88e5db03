"""A text that exists in both languages, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Dutch and English.

    Examples
    --------
    >>> Text(nl="Meisje", en="Girl").in_language("en")
    'Girl'
    """

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


def text(value: Mapping[str, Any] | str) -> Text:
    """A `Text` from a mapping with both languages, or one word that serves both."""
    if isinstance(value, str):
        return Text(nl=value, en=value)
    return Text(nl=str(value["nl"]), en=str(value["en"]))

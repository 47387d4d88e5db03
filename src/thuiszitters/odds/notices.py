"""What the command decided or left out, said in two languages."""

from dataclasses import dataclass

from thuiszitters.base.text import Language, Text
from thuiszitters.odds.fit_sentences import OF_FIT
from thuiszitters.odds.sentences import OF_TABLE

SENTENCES = {**OF_TABLE, **OF_FIT}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence.

    Attributes
    ----------
    for_readers
        Whether who reads the table needs it too, and not only who gave the command.
    """

    text: Text
    for_readers: bool = False

    def said(self, language: Language) -> str:
        return self.text.in_language(language)


def notice(key: str, **values: object) -> Notice:
    """The sentence of a key with its values filled in.

    Examples
    --------
    >>> notice("without_outcome", column="y", rows=3).said("en")
    'y: 3 rows without an outcome left out.'
    >>> notice("without_outcome", column="y", rows=1).said("nl")
    'y: 1 rij zonder uitkomst weggelaten.'
    """
    words = {"nl": dict(values), "en": dict(values)}
    for name, amount in values.items():
        for language, (one, more) in COUNTED.get(name, {}).items():
            words[language][name] = f"1 {one}" if amount == 1 else f"{amount} {more}"
    template = SENTENCES[key]
    filled = Text(nl=template.nl.format(**words["nl"]), en=template.en.format(**words["en"]))
    return Notice(filled, for_readers=key in FOR_READERS)


#: Values that are a number of things, and those things.
COUNTED = {
    "rows": {"nl": ("rij", "rijen"), "en": ("row", "rows")},
    "cells": {"nl": ("cel", "cellen"), "en": ("cell", "cells")},
    "freedom": {
        "nl": ("vrijheidsgraad", "vrijheidsgraden"),
        "en": ("degree of freedom", "degrees of freedom"),
    },
    "pupils": {"nl": ("leerling", "leerlingen"), "en": ("pupil", "pupils")},
}
#: Keys that belong below a table as well.
FOR_READERS = {
    *("without_outcome", "incomplete", "without_cluster", "clusters", "clusters_firth"),
    *("clusters_cr1", "clusters_imputed_cr1", "hc1"),
    "clusters_imputed",
    *("clusters_of_one", "few_clusters", "imputed", "monte_carlo"),
    *("imputed_far", "imputed_differs"),
}

"""The records beside the result tables: JSON files with what numbers alone do not say."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.text import Text
from thuiszitters.results.former_names import RELEASE as FORMER
from thuiszitters.results.former_names import TABLES, renamed, state_of_now

#: Of the keys of ``release.json``. A record without a version is of the first.
VERSION = 4


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON file that leaves, and its keys.

    Attributes
    ----------
    name
        Of the file ``<name>.json``.
    meaning
        What it is for.
    keys
        Key at the top to what it holds.
    """

    name: str
    meaning: Text
    keys: dict[str, Text]


STUDY = Record(
    "study",
    Text(
        nl="Labels, definities en keuzes, zodat niets anders gelezen hoeft te worden.",
        en="Labels, definitions and choices, so that nothing else need be read.",
    ),
    {
        "cohort": Text(nl="Naam van het cohort", en="Name of the cohort"),
        "title": Text(nl="Titel", en="Title"),
        "description": Text(nl="Wie het zijn", en="Who they are"),
        "source": Text(nl="Waar de gegevens vandaan komen", en="Where the data come from"),
        "synthetic": Text(nl="Of leerlingen verzonnen zijn", en="Whether pupils are made up"),
        "plan": Text(nl="Naam, titel en vraag van het plan", en="The plan's name, title, question"),
        "outcome": Text(nl="Label en definitie", en="Label and definition"),
        "definitions": Text(
            nl="Definities die naast de eigen zijn gezet", en="Definitions set beside the own one"
        ),
        "predictors": Text(nl="Elk kenmerk met niveaus", en="Every predictor with its levels"),
        "models": Text(nl="Elk model met stappen", en="Every model with its steps"),
        "decompositions": Text(nl="Elke decompositie", en="Every decomposition"),
        "hypotheses": Text(nl="Elke verwachting", en="Every expectation"),
        "causes": Text(
            nl="Wat volgens het plan oorzaak van wat kan zijn",
            en="What the plan takes for a possible cause of what",
        ),
        "unmeasured": Text(
            nl="Oorzaken uit het plan zonder meting", en="Causes in the plan that have no measure"
        ),
        "problem_count": Text(nl="De getelde domeinen", en="The domains that are counted"),
        "not_measured": Text(nl="Wat niet is gemeten", en="What was not measured"),
        "kept_inside": Text(
            nl="Wat niet in het plan bleef omdat het profiel aantallen afschermt",
            en="What the plan leaves out because the profile suppresses counts",
        ),
        "flow_reasons": Text(nl="Redenen van uitval", en="Reasons for leaving pupils out"),
        "estimation": Text(nl="Hoe is geschat", en="How models were estimated"),
        "disclosure": Text(nl="Profiel van de vrijgave", en="Disclosure profile"),
        "run": Text(nl="Seed, trekkingen en instellingen", en="Seed, resamples and settings"),
        "report": Text(nl="Woorden van plan en cohort", en="Words of the plan and the cohort"),
        "extraction_date": Text(nl="Dag van de gegevens", en="Day the data were taken"),
        "n_pupils": Text(nl="Leerlingen; leeg als afgeschermd", en="Pupils; empty if suppressed"),
        "n_events": Text(
            nl="Met de uitkomst; leeg als afgeschermd",
            en="With the outcome; empty if suppressed",
        ),
        "codes": Text(nl="Codes van de verkenning", en="Codes of the code-wide screen"),
    },
)

RELEASE = Record(
    "release",
    Text(
        nl="Wat is vrijgegeven en wat is afgeschermd, zonder een afgeschermd getal.",
        en="What was released and what was suppressed, without any suppressed number.",
    ),
    {
        "version": Text(nl="Versie van deze sleutels", en="Version of these keys"),
        "profile": Text(nl="Naam van het profiel", en="Name of the profile"),
        "rules": Text(nl="Alle regels van het profiel", en="Every rule of the profile"),
        "tables": Text(
            nl="Per tabel: rijen, afgeschermde rijen",
            en="Per table: rows, suppressed rows",
        ),
        "suppressed_counts": Text(nl="Afgeschermde aantallen", en="Suppressed counts"),
        "protection": Text(
            nl="Of geen beschermd aantal uit de getoonde te benaderen is; waar aantallen zijn "
            "afgerond ook van welke modellen de andere getallen uit een cohort met de afgeronde "
            "aantallen komen, en van welke tabellen getallen zo niet te maken waren",
            en="Whether no protected count can be approached from those that are shown; where "
            "counts are rounded also of which models the other numbers are made from a cohort "
            "with the rounded counts, and of which tables numbers could not be made so",
        ),
        "audited": Text(
            nl="Modellen met een afgeschermd aantal waarvan een tweede cohort met een ander aantal "
            "dezelfde gecorrigeerde getallen geeft",
            en="Models with a suppressed count of which a second cohort with another count gives "
            "the same adjusted numbers",
        ),
        "not_audited": Text(
            nl="Modellen en tabellen waarvan getallen vrijkomen hoewel een aantal erachter is "
            "afgeschermd, en waarvan niet is getoond dat daaruit niets volgt",
            en="Models and tables of which numbers leave although a count behind them is "
            "suppressed, and of which it is not shown that nothing follows from them",
        ),
        "earlier": Text(
            nl="Vergelijking met eerdere vrijgaven", en="Comparison with earlier releases"
        ),
    },
)

INTAKE = Record(
    "intake",
    Text(
        nl="Wat is ingelezen; zonder aantallen onder een profiel dat afschermt.",
        en="What was read; without counts under a profile that suppresses.",
    ),
    {},
)

RECORDS = {record.name: record for record in (STUDY, RELEASE, INTAKE)}


@contextmanager
def of_this_version(where: str | Path) -> Iterator[None]:
    """Say of a file that lacks what is read from it that another version wrote it.

    Raises
    ------
    DataError
        When a key or a column is not there, or holds something else than this version writes.
    """
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        found = "this was changed by hand, or written by another version of the program"
        advice = "Run the workflow again, or read it with the version that wrote it"
        raise DataError(Problem(str(where), found, advice=advice)) from error


def read_record(content: Mapping[str, Any]) -> dict[str, Any]:
    """A record of any version with the keys of this one.

    Examples
    --------
    >>> old = {"withheld_counts": [], "earlier": {"cannot_be_unsaid": []}}
    >>> read_record(old)
    {'suppressed_counts': [], 'earlier': {'released_before': []}, 'version': 4}
    """
    record = renamed(content, FORMER[""])
    if "tables" in record:
        tables = renamed(record["tables"], TABLES)
        record["tables"] = {name: _part_of_now(part) for name, part in tables.items()}
    if "rules" in record:
        record["rules"] = renamed(record["rules"], FORMER["rules"])
    if "earlier" in record:
        record["earlier"] = renamed(record["earlier"], FORMER["earlier"])
    return {**record, "version": VERSION}


def _part_of_now(part: Mapping[str, Any]) -> dict[str, Any]:
    found = renamed(part, FORMER["tables"])
    if "reasons" in found:
        found["reasons"] = {state_of_now(key): value for key, value in found["reasons"].items()}
    return found

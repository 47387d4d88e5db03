"""Result tables that describe absence: how often, how long, when, and until return."""

from thuiszitters.base.text import Text
from thuiszitters.results.schema import Column, Pupils, ResultTable, Role, Type, Unit
from thuiszitters.results.shared_columns import REASON, STATUS, number, text, whole

#: Weeks of a school year from 1 August, the last with the days that are left, and of a period.
WEEKS, PERIOD = 52, 4
#: First and last week of every period.
PERIODS = {
    str(place): (1 + PERIOD * (place - 1), PERIOD * place)
    for place in range(1, WEEKS // PERIOD + 1)
}


def _count(name: str, nl: str, en: str, unit: Unit = "") -> Column:
    return whole(name, Role.PART, nl, en, unit, empty=True)


def _behind(name: str, nl: str, en: str) -> Column:
    """Pupils behind a count; release judges by them."""
    meaning = Text(nl=nl, en=en)
    return Column(
        name, Type.WHOLE, Role.PART, meaning, "pupils", empty=True, default=0, leaves=False
    )


def _share(name: str, nl: str, en: str) -> Column:
    return number(name, Role.PART, nl, en, "share")


_CONFIDENCE = number(
    *("confidence", Role.STRUCTURE),
    "Betrouwbaarheid van de intervallen",
    "Confidence of the intervals",
)

ABSENCES = ResultTable(
    "absences",
    Text(
        nl="Verzuim beschreven: hoe vaak, hoe lang, waarom en wanneer. Perioden zonder schooldag "
        "ertussen tellen als één.",
        en="Absence described: how often, how long, why and when. Spells without a school day "
        "between them count as one.",
    ),
    (
        text(
            *("topic", Role.KEY),
            "number (perioden per leerling), length (duur), kind (soort), end (of het verzuim is "
            "geëindigd), period en week (begin, vier weken of een week van het schooljaar vanaf "
            "1 augustus), transfer (jaren sinds de verwachte overgang naar het voortgezet "
            "onderwijs), early (de eerste twaalf weken van het schooljaar), recorded (wanneer de "
            "problemen zijn vastgelegd van leerlingen met verzuim van meer dan vier weken: voor "
            "dat verzuim begon, daarna, of allebei) of factor (een kenmerk van het hoofdmodel)",
            "number (spells per pupil), length, kind, end (whether the absence ended), period and "
            "week (onset, four weeks or one week of the school year from 1 August), transfer "
            "(years since the expected move to secondary school), early (the first twelve weeks "
            "of the school year), recorded (when the problems were recorded of pupils with an "
            "absence of more than four weeks: before it began, afterwards, or both) or factor (a "
            "factor of the main model)",
        ),
        text(
            *("predictor", Role.KEY),
            "Het kenmerk, bij factor",
            "The factor, of factor",
            default="",
        ),
        text(*("level", Role.KEY), "Klasse binnen het onderwerp", "Class within the topic"),
        text(
            *("unit", Role.LABEL),
            "Wat er is geteld: spells (perioden) of pupils (leerlingen)",
            "What is counted: spells or pupils",
        ),
        _count("n", "Aantal", "Number"),
        _count(
            "n_part",
            "Van hen: met verzuim dat in het schooljaar begon (transfer), na de eerste weken "
            "begon (early), of van hoogstens vier weken (factor)",
            "Of them: with an absence that began in the school year (transfer), after the first "
            "weeks (early), or of at most four weeks (factor)",
        ),
        _count(
            "n_long",
            "Van hen: langer dan vier weken; bij transfer en early begonnen in die tijd",
            "Of them: of more than four weeks; of transfer and early begun in that time",
        ),
        _share("share_part", "n_part gedeeld door n", "n_part divided by n"),
        _share("part_low", "Ondergrens van share_part", "Lower end of share_part"),
        _share("part_high", "Bovengrens van share_part", "Upper end of share_part"),
        _share("share_long", "n_long gedeeld door n", "n_long divided by n"),
        _share(
            "long_low",
            "Ondergrens van share_long; alleen bij leerlingen",
            "Lower end of share_long; of pupils only",
        ),
        _share(
            "long_high",
            "Bovengrens van share_long; alleen bij leerlingen",
            "Upper end of share_long; of pupils only",
        ),
        _CONFIDENCE,
        _behind("pupils", "Leerlingen achter n", "Pupils behind n"),
        _behind("pupils_part", "Leerlingen achter n_part", "Pupils behind n_part"),
        _behind("pupils_long", "Leerlingen achter n_long", "Pupils behind n_long"),
        _behind("pupils_short", "Leerlingen achter de overige", "Pupils behind the others"),
        STATUS,
        REASON,
    ),
    Pupils.OWN,
)

RETURNS = ResultTable(
    "returns",
    Text(
        nl="Duur tot terugkeer (Kaplan-Meier): van elke leerling het eerste verzuim van meer dan "
        "een week.",
        en="Duration until return (Kaplan-Meier): of each pupil the first absence of more than a "
        "week.",
    ),
    (
        text(
            *("predictor", Role.KEY),
            "Kenmerk van het hoofdmodel; leeg voor alle leerlingen",
            "Factor of the main model; empty for all pupils",
            default="",
        ),
        text(*("level", Role.KEY), "Niveau van het kenmerk", "Level of the factor", default=""),
        whole(
            *("weeks", Role.KEY),
            "Weken sinds het begin van het verzuim",
            "Weeks since the absence began",
        ),
        _count(
            *("n_at_risk", "Leerlingen die na zoveel weken nog verzuimden en gevolgd werden"),
            "Pupils still absent and followed after so many weeks",
            "pupils",
        ),
        _count(
            *("n_returned", "Leerlingen die terugkeerden sinds de vorige rij"),
            "Pupils who returned since the row before",
            "pupils",
        ),
        _count(
            "n_censored",
            "Leerlingen van wie sinds de vorige rij niet meer bekend is of zij terugkeerden",
            "Pupils of whom since the row before it is no longer known whether they returned",
            "pupils",
        ),
        _share(
            "still_absent",
            "Aandeel dat na zoveel weken nog verzuimt (Kaplan-Meier)",
            "Share still absent after so many weeks (Kaplan-Meier)",
        ),
        _share("ci_low", "Ondergrens van still_absent", "Lower end of still_absent"),
        _share("ci_high", "Bovengrens van still_absent", "Upper end of still_absent"),
        _CONFIDENCE,
        STATUS,
        REASON,
    ),
    Pupils.OWN,
)

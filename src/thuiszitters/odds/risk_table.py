"""Standardised risks as a table: how many of 100 pupils like these, with and without."""

from thuiszitters.base.text import Language, Text
from thuiszitters.language import number_format
from thuiszitters.models.tables import Row as StoredRow
from thuiszitters.odds.result import OddsResult
from thuiszitters.tables.table import Cell, Column, Note, Row, Table

_TITLE = Text(
    nl="Gestandaardiseerde risico’s, met en zonder elk kenmerk",
    en="Standardised risks, with and without each characteristic",
)
_HEADS = {
    "label": Text(nl="Kenmerk", en="Characteristic"),
    "risk": Text(nl="Risico ermee", en="Risk with it"),
    "risk_reference": Text(nl="Risico zonder", en="Risk without it"),
    "difference": Text(nl="Verschil", en="Difference"),
    "ratio": Text(nl="Verhouding", en="Ratio"),
}
_AGAINST = Text(
    nl="{name}: {level} tegenover {reference}", en="{name}: {level} against {reference}"
)
_STEP = Text(nl="{name}: één stap hoger", en="{name}: one step higher")
_NOTE = Text(
    nl=(
        "Van elke leerling is de kans twee keer berekend, met het kenmerk en in de "
        "vergelijkingsgroep, en gemiddeld over alle leerlingen. Bij een getal: iedereen één stap "
        "hoger, en iedereen zoals hij is. Intervallen van {level} volgens de deltamethode. Het "
        "gaat om samenhang, niet om oorzaak."
    ),
    en=(
        "Each pupil’s chance was computed twice, with the characteristic and in the reference "
        "group, and averaged over all pupils. For a number: everyone one step higher, and everyone "
        "as they are. Intervals of {level} by the delta method. This is association, not cause."
    ),
)


def risk_table(result: OddsResult) -> Table:
    """The risks of a result, for every format that tables have."""
    language = result.request.language
    level = number_format.level_percentage(result.request.estimation.level, language)
    columns = [
        Column(key, head.in_language(language), parts=_parts(key), numeric=key != "label")
        for key, head in _HEADS.items()
    ]
    return Table(
        name="risks",
        language=language,
        title=_TITLE.in_language(language),
        columns=tuple(columns),
        rows=tuple(_row(risk, language) for risk in result.risks),
        notes=(Note(_NOTE.in_language(language).format(level=level)),),
        stored=result.risks,
    )


def _parts(key: str) -> tuple[str, ...]:
    return ("",) if key == "label" else (key, "low", "high")


def _row(risk: StoredRow, language: Language) -> Row:
    names = {"name": risk["predictor"], "level": risk["level"], "reference": risk["reference"]}
    label = (_STEP if risk["level"] is None else _AGAINST).in_language(language).format(**names)
    cells = [_cell(risk, key, language) for key in _HEADS if key != "label"]
    return Row((Cell(label), *cells))


def _cell(risk: StoredRow, key: str, language: Language) -> Cell:
    values = tuple(float(risk[name]) for name in (key, f"{key}_low", f"{key}_high"))  # type: ignore[arg-type]
    if values[0] != values[0]:
        return Cell(number_format.NO_NUMBER, state="none")
    if key == "ratio":
        return Cell(
            f"{number_format.odds_ratio(values[0], language)} "
            f"({number_format.interval(values[1], values[2], language)})",
            values,
        )
    shown = [number_format.percentage(value, language) for value in values]
    to = Text(nl="tot", en="to").in_language(language)
    return Cell(f"{shown[0]} ({shown[1]} {to} {shown[2]})", values)

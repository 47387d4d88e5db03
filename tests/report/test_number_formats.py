"""No numeral stands in a report that the released numbers do not hold."""

import importlib.metadata
import io
import math
import re
import shutil
import subprocess
from functools import cache

import docx
import pytest

from thuiszitters import __version__
from thuiszitters.language import number_format as fmt
from thuiszitters.language.answer.certainty import FACTOR_ROOM, POINTS, ROOM
from thuiszitters.language.answer.evidence import answers, contrasts, other_answers
from thuiszitters.language.catalogue import catalogue
from thuiszitters.language.findings import worked_example
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.sources import citation, sources
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.squares import risk_after
from thuiszitters.report.visibility import reasons_by_sight
from thuiszitters.results.read import number
from thuiszitters.results.tables_absence import PERIODS
from thuiszitters.tables.curves import value_label

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
#: How each stored column may be printed.
PRINTERS = {
    "n_pupils": [fmt.count], "n_events": [fmt.count], "n_excluded": [fmt.count],
    "n_remaining": [fmt.count], "n_parameters": [fmt.count], "df": [fmt.count],
    "lr_df": [fmt.count], "step": [fmt.count],
    "odds_ratio": [fmt.odds_ratio], "ci_low": [fmt.interval_end],
    "ci_high": [fmt.interval_end], "p_value": [fmt.p_value], "lr_p": [fmt.p_value],
    "mean": [fmt.mean], "sd": [fmt.mean], "mean_events": [fmt.mean],
    "sd_events": [fmt.mean], "mean_non_events": [fmt.mean],
    "sd_non_events": [fmt.mean],
    "standardised_difference": [fmt.standardised_difference],
    "events_per_parameter": [fmt.events_per_parameter],
    "auc": [fmt.fit_index], "delta_auc": [fmt.fit_index], "tjur": [fmt.fit_index],
    "delta_tjur": [fmt.fit_index], "mcfadden": [fmt.fit_index],
    "nagelkerke": [fmt.fit_index], "brier": [fmt.fit_index],
    "log_likelihood": [fmt.statistic], "null_log_likelihood": [fmt.statistic],
    "penalised_log_likelihood": [fmt.statistic], "lr_statistic": [fmt.statistic],
    "aic": [fmt.statistic], "bic": [fmt.statistic],
    "fmi": [fmt.percentage], "n_imputations": [fmt.count],
}  # fmt: skip

RISK = [fmt.percentage, fmt.per_hundred]
RATIO = [fmt.odds_ratio, fmt.interval_end]
ESTIMATE = {
    key: PRINTERS[key]
    for key in ("n_pupils", "n_events", "odds_ratio", "ci_low", "ci_high", "p_value")
}


def as_written(value, language):
    """A published number, with the digits it has in the file."""
    return fmt.decimal(value, len(f"{value:g}".partition(".")[2]), language)


MORE_PRINTERS = {
    "risks": {
        **dict.fromkeys(["risk", "risk_low", "risk_high", "risk_reference"], RISK),
        **dict.fromkeys(["risk_reference_low", "risk_reference_high"], RISK),
        **{key: [fmt.points] for key in ["difference", "difference_low", "difference_high"]},
        **dict.fromkeys(["ratio", "ratio_low", "ratio_high"], RATIO),
    },
    "decompositions": {
        **{key: [fmt.statistic, fmt.points] for key in ["estimate", "low", "high"]},
        "share": [fmt.percentage],
    },
    "interactions": {
        **{key: [fmt.statistic, fmt.points] for key in ["estimate", "low", "high"]},
        "df": [fmt.count],
        "p_value": [fmt.p_value],
    },
    "checks": {
        **{
            key: [fmt.fit_index, fmt.statistic]
            for key in ["estimate", "ci_low", "ci_high", "corrected"]
        },
        "statistic": [fmt.statistic],
        "df": [fmt.count],
        "p_value": [fmt.p_value],
    },
    "calibration": {"group": [fmt.count], "n_pupils": [fmt.count]},
    "learners": {key: [fmt.fit_index] for key in ["estimate", "ci_low", "ci_high"]},
    "pairs": {key: ESTIMATE[key] for key in ("n_pupils", "n_events")},
    "combinations": {key: ESTIMATE[key] for key in ("n_pupils", "n_events")},
    "screen": {**ESTIMATE, "q_value": [fmt.p_value]},
    "problem_count": {**ESTIMATE, "statistic": [fmt.statistic], "df": [fmt.count]},
    "hypotheses": {**ESTIMATE, "p_holm": [fmt.p_value]},
    "definitions": {key: ESTIMATE[key] for key in ("n_pupils", "n_events")},
    "definition_estimates": ESTIMATE,
    "subgroups": {**ESTIMATE, "statistic": [fmt.statistic], "df": [fmt.count]},
    "group_risks": {key: [fmt.percentage] for key in ["risk", "risk_low", "risk_high"]},
    "curves": {**ESTIMATE, "value": [value_label], "knots": [fmt.count], "df": [fmt.count]},
    "absences": {
        **{key: [fmt.count] for key in ["n", "n_part", "n_long"]},
        **{key: [fmt.percentage] for key in ["share_part", "part_low", "part_high"]},
        **{key: [fmt.percentage] for key in ["share_long", "long_low", "long_high"]},
    },
    "returns": {
        **{key: [fmt.count] for key in ["weeks", "n_at_risk", "n_returned"]},
        "still_absent": [fmt.percentage, fmt.per_hundred],
        **{key: [fmt.percentage] for key in ["ci_low", "ci_high"]},
    },
    "literature": {**ESTIMATE, **{key: [as_written] for key in ["value", "low", "high"]}},
}


def stored(numbers, language):
    tables = (
        numbers.flow, numbers.characteristics, numbers.estimates, numbers.fits, numbers.blocks,
        numbers.global_tests, numbers.complete_cases,
    )  # fmt: skip
    for table in tables:
        for column in set(PRINTERS) & set(table.columns):
            for value in table[column]:
                if math.isfinite(number(value)):
                    yield from (printer(number(value), language) for printer in PRINTERS[column])
    for name, table in numbers.more.items():
        for column in set(MORE_PRINTERS[name]) & set(table.columns):
            for value in table[column]:
                if math.isfinite(number(value)):
                    printers = MORE_PRINTERS[name][column]
                    yield from (printer(number(value), language) for printer in printers)


def of_absence(numbers, language):
    """Totals of a topic, shares of them, and the weeks of a period."""
    table = numbers.more.get("absences")
    for _, topic in table.groupby("topic") if table is not None else ():
        yield from (fmt.count(topic[key].sum(), language) for key in ("n", "n_long"))
        parts = [*topic["n"], topic["n_long"].sum()]
        for part in parts:
            yield fmt.percentage(part / topic["n"].sum(), language)
            yield fmt.per_hundred(part / topic["n"].sum(), language)
    yield from (str(week) for ends in PERIODS.values() for week in ends)


def beside_complete(numbers, language):
    """Standardised differences between complete and incomplete pupils of the main model."""
    model, table = numbers.study.main_model, numbers.complete_cases
    if not (table["model"] == model.name).any():
        table = numbers.estimates
    own = table[(table["model"] == model.name) & (table["model_kind"] == "adjusted")]
    every = numbers.characteristics[numbers.characteristics["row"] == "level"]
    keys = ["predictor", "level"]
    both = every.merge(own, on=keys, suffixes=("", "_complete"))
    for _, rows in both.groupby("predictor"):
        inside = rows["n_pupils_complete"].astype(float)
        outside = rows["n_pupils"].astype(float) - inside
        first, second = inside / inside.sum(), outside / outside.sum()
        spread = (first * (1 - first) + second * (1 - second)) / 2
        apart = (first - second) / spread.pow(0.5)
        for difference in apart:
            if math.isfinite(difference):
                yield fmt.standardised_difference(difference, language)


def derived(numbers, language):
    """Shares and differences of released counts, and what the worked example computes."""
    totals = numbers.characteristics.iloc[0]
    groups = []
    counted = [table for table in numbers.more.values() if "n_events" in table.columns]
    for table in (numbers.characteristics, numbers.estimates, *counted):
        groups += [
            (number(n), number(e)) for n, e in zip(table.n_pupils, table.n_events, strict=True)
        ]
    wholes = {(number(totals.n_pupils), number(totals.n_events))}
    wholes |= {
        (number(n), number(e))
        for n, e in zip(numbers.fits.n_pupils, numbers.fits.n_events, strict=True)
    }
    missing = numbers.characteristics[numbers.characteristics["row"] == "missing"]
    wholes |= {
        (number(totals.n_pupils) - number(n), number(totals.n_events) - number(e))
        for n, e in zip(missing.n_pupils, missing.n_events, strict=True)
    }
    shares = [e / n for n, e in groups if n > 0]
    for n, events in groups:
        yield fmt.count(n - events, language)
        for whole, whole_events in wholes:
            parts = ((n, whole), (events, whole_events), (n - events, whole - whole_events))
            shares += [part / of for part, of in parts if of > 0]
    for share in shares:
        if math.isfinite(share):
            yield fmt.percentage(share, language)
            yield fmt.per_hundred(share, language)
    yield from of_absence(numbers, language)
    for row in numbers.blocks.itertuples():
        yield fmt.fit_index(row.auc - row.delta_auc, language)
    if "decompositions" in numbers.more:
        khb = numbers.more["decompositions"].query("method == 'khb'")
        yield from (fmt.odds_ratio(math.exp(value), language) for value in khb["estimate"])
    finding = worked_example(numbers)
    if finding is not None:
        odds = [
            n / (m - n)
            for n, m in (
                (finding.n_events, finding.n_pupils),
                (finding.reference_events, finding.reference_pupils),
            )
        ]
        ratios = (*odds, odds[0] / odds[1], finding.share / finding.reference_share)
        yield from (fmt.odds_ratio(value, language) for value in ratios)


def judged(numbers, language):
    """p-values after Holm, the rules of certainty, and what a student moves."""
    for one in (*answers(numbers), *other_answers(numbers)):
        for value in (one.evidence.p_holm, one.evidence.p_value):
            if math.isfinite(value):
                yield fmt.p_value(value, language)
    for value, digits in ((ROOM, 1), (POINTS, 2), (FACTOR_ROOM, 2)):
        yield fmt.decimal(value, digits, language)
    yield fmt.count(contrasts(numbers), language)
    for risk in (0.01, 0.05, 0.1, 0.2, 0.5):
        yield fmt.percentage(risk, language)
        for ratio in (0.5, 2.0, 3.0, 5.0):
            yield fmt.percentage(risk_after(risk, ratio), language)
            yield fmt.odds_ratio(ratio, language)


def fixed(numbers, language):
    """Numerals of the texts themselves, of labels, of checklists and of axes."""
    yield from (text.in_language(language) for text in catalogue().values())
    yield repr(numbers.study)
    yield from (citation(key, language) for key in sources())
    yield " ".join(map(importlib.metadata.version, ("numpy", "scipy", "pandas")))
    yield __version__
    run = numbers.study.run
    for value in (run.resamples, run.group_events, run.screen_min_pupils):
        yield fmt.count(value or 0, language)
    yield str(len(numbers.more.get("hypotheses", ())))
    published = numbers.more.get("literature")
    if published is not None:
        yield " ".join(published["source"] + " " + published[f"population_{language}"])
    yield from (str(item) for item in range(1, 23))
    yield from (str(len(topics)) for topics in reasons_by_sight(numbers.study).values())
    yield str(sum(len(topics) for topics in reasons_by_sight(numbers.study).values()))
    spec = numbers.study.estimation
    yield fmt.level_percentage(spec.level, language)
    yield from (
        fmt.count(limit, language) for limit in (spec.caution_events, spec.strong_caution_events)
    )
    for tick in (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 1.5):
        yield fmt.decimal(tick, len(repr(tick).split(".")[1]), language)
    yield "0 1 2 3 4 5 10 20 30 40 50 60 80 100"


@cache
def explained(numbers, language):
    """Every numeral that a report about these numbers may hold."""
    makers = (stored, derived, beside_complete, fixed, judged)
    pieces = (piece for maker in makers for piece in maker(numbers, language))
    return {numeral for piece in pieces for numeral in NUMERAL.findall(piece)}


def unexplained(text, numbers, language):
    return sorted(set(NUMERAL.findall(text)) - explained(numbers, language))


def text_of_html(page):
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<metadata>.*?</metadata>", " ", page, flags=re.DOTALL)
    return re.sub(r"&#?\w+;", " ", re.sub(r"<[^>]+>", " ", page))


def text_of_word(data):
    made = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return " ".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def text_of_pdf(data):
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module", params=["quine", "line", "suppressed", "troubled"])
def reports(request, released):
    """The numbers of a case, and the keys of its reports."""
    name = request.param
    keys = [(name, language, audience) for language in LANGUAGES for audience in AUDIENCES]
    return released[name], keys


def test_a_numeral_from_nowhere_is_found(released):
    found = unexplained("Van de 7777 leerlingen 3,1415 keer", released["quine"], "nl")
    assert found == ["3,1415", "7777"]


def test_every_numeral_of_a_page_is_a_released_number(reports, pages):
    numbers, keys = reports
    for key in keys:
        assert unexplained(text_of_html(pages[key]), numbers, key[1]) == []


def test_every_numeral_of_a_word_report_is_a_released_number(reports, word_files):
    numbers, keys = reports
    for key in keys:
        assert unexplained(text_of_word(word_files[key]), numbers, key[1]) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_every_numeral_of_a_pdf_is_a_released_number(reports, pdfs):
    numbers, keys = reports
    numbered = {str(page) for page in range(1, 100)}
    for key in keys:
        # A long address of a source goes on in the next line, after a point or a stroke.
        text = re.sub(r"(https://doi\.org/\S*[./])\s*\n\s*(?=\S)", r"\1", text_of_pdf(pdfs[key]))
        found = unexplained(text, numbers, key[1])
        assert [numeral for numeral in found if numeral not in numbered] == []

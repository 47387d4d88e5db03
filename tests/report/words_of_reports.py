"""What a section of a report says, as one text."""

from dataclasses import replace

import numpy as np

from thuiszitters.language.findings import findings
from thuiszitters.report.document import (
    Callout,
    CardBlock,
    Fold,
    Items,
    Paragraph,
    Section,
    TableBlock,
    Terms,
)
from thuiszitters.report.write import make_document


def words(block) -> str:
    match block:
        case Paragraph(text=text):
            return text
        case Items(items=items):
            return " ".join(items)
        case Callout(title=title, texts=texts):
            return " ".join((title, *texts))
        case Terms(entries=entries):
            return " ".join(f"{word} {meaning}" for word, meaning in entries)
        case CardBlock(card=card):
            rows = " ".join(cell.text for row in card.table.rows for cell in row.cells)
            return " ".join((card.sentence, rows, *card.notes))
        case Fold(title=title, blocks=inner):
            return " ".join((title, *(words(one) for one in inner)))
        case TableBlock(table=table):
            return " ".join(cell.text for row in table.rows for cell in row.cells)
    return ""


def section_of(numbers, audience, name, language="nl") -> Section:
    document = make_document(numbers, {}, language, audience)
    return next(section for section in document.sections if section.name == name)


def read(numbers, audience, name, language="nl") -> str:
    blocks = section_of(numbers, audience, name, language).blocks
    return " ".join(words(block) for block in blocks).replace("**", "")


def told(numbers, **changes):
    """Pupils of the first finding of the main model and their reference, its predictor changed."""
    finding = findings(numbers, numbers.study.main_model.name)[0]
    changed = replace(finding, predictor=replace(finding.predictor, **changes))
    return changed.pupils("nl"), changed.other_pupils("nl")


def suppressed(numbers, keep=()):
    """The numbers with every adjusted estimate suppressed, except of the verdicts to keep."""
    estimates = numbers.estimates.copy()
    for model in numbers.study.models:
        for finding in findings(numbers, model):
            if finding.verdict in keep:
                continue
            row = (
                (estimates["model"] == model)
                & (estimates["model_kind"] == "adjusted")
                & (estimates["predictor"] == finding.predictor.name)
                & (estimates["level"].isna() | (estimates["level"] == finding.level))
            )
            estimates.loc[row, ["odds_ratio", "ci_low", "ci_high", "p_value"]] = np.nan
            estimates.loc[row, "status"] = "suppressed"
            estimates.loc[row, "reason"] = "suppressed|rule=small_count"
    return replace(numbers, estimates=estimates, more={})


def without_model_counts(numbers):
    """As a rule of ten leaves a model whose pupils differ from the cohort by too few."""
    fits = numbers.fits.copy()
    fits[["n_pupils", "n_events"]] = np.nan
    fits["reason"], fits["estimator"] = "counts_suppressed|rule=difference", "suppressed"
    return replace(numbers, fits=fits)

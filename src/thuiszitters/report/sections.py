"""The sections reports are made of, each from the released numbers."""

import re
from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.report.document import (
    Block,
    FigureBlock,
    Items,
    Paragraph,
    Section,
    TableBlock,
    Terms,
)
from thuiszitters.report.trace import colophon
from thuiszitters.results.read import Numbers, imputed_models, n_imputations, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Study
from thuiszitters.tables.table import Table

#: What the names of figures of curves begin with.
CURVE = "curve_"
#: What the name of the drawing for a phone of a figure ends in.
_NARROW = "_narrow"
#: Figures that another section or another reader's report shows, or that stand behind another.
_ELSEWHERE = {
    *("flow", "icons", "calibration", "hypotheses", "problem_count", "replication", "hundred"),
    *("definitions", "absence_year", "returns", "missing_map", "pairs"),
    "subgroups",
}


def section(name: str, language: Language, *blocks: Block) -> Section:
    """A section whose heading is in the catalogue under its name."""
    return Section(name, say(f"section.{name}", language), blocks)


def with_blocks(made: Section, *blocks: Block) -> Section:
    """The section with blocks added at its end."""
    return Section(made.name, made.title, (*made.blocks, *blocks))


def figure_block(figures: Mapping[str, Figure], name: str, *, told: bool = True) -> FigureBlock:
    """The figure, with its drawing for a phone where there is one."""
    return FigureBlock(figures[name], figures.get(f"{name}{_NARROW}"), told=told)


def figure_blocks(
    figures: Mapping[str, Figure], *names: str, told: bool = True
) -> tuple[FigureBlock, ...]:
    """Those of these figures that could be drawn."""
    return tuple(figure_block(figures, name, told=told) for name in names if name in figures)


def page_figures(figures: Mapping[str, Figure]) -> list[str]:
    """Names of the figures without those that are another figure's drawing for a phone."""
    return [
        name
        for name in figures
        if not (name.endswith(_NARROW) and name.removesuffix(_NARROW) in figures)
    ]


def table_block(table: Table) -> Block:
    """The table, or one sentence when all of it is suppressed."""
    cells = [cell for row in table.rows for cell in row.cells[1:] if cell.text]
    if cells and all(cell.state == "suppressed" for cell in cells):
        return Paragraph(say("note.all_suppressed", table.language, title=table.title))
    return TableBlock(table)


def question_section(numbers: Numbers, language: Language) -> Section:
    """Which outcome, of whom, from where and when."""
    study = numbers.study
    outcome = say(
        "question.outcome",
        language,
        label=study.outcome_label.in_language(language),
        definition=study.outcome_definition.in_language(language),
    )
    where = say("question.where", language, description=study.description.in_language(language))
    source = say("question.source", language, source=study.source.in_language(language))
    if study.words.period is not None:
        period = study.words.period.in_language(language)
        source = f"{source} {say('question.period', language, period=period)}"
    texts = (outcome, where, source, *colophon(study, language))
    return section("question", language, *(Paragraph(text) for text in texts))


def who_section(
    numbers: Numbers,
    tables: Mapping[str, Table],
    figures: Mapping[str, Figure],
    language: Language,
) -> Section:
    """The flow of pupils and their characteristics."""
    steps = records(numbers.flow)
    first, last = number(steps[0]["n_remaining"]), number(steps[-1]["n_remaining"])
    flow: tuple[Block, ...] = figure_blocks(figures, "flow") or (TableBlock(tables["flow"]),)
    if first != first or last != last:
        start = say("who.start_suppressed", language)
    else:
        n, remaining = number_format.count(first, language), number_format.count(last, language)
        key = "who.start_same" if first == last else "who.start"
        start = say(key, language, n=n, remaining=remaining)
        flow = () if first == last else flow  # nobody was left out: there is nothing to draw
    return section(
        "who",
        language,
        Paragraph(start),
        *flow,
        *_complete_pupils(numbers, language),
        table_block(tables["characteristics_main"]),
    )


def _complete_pupils(numbers: Numbers, language: Language) -> list[Block]:
    """How many pupils each model counts, in one sentence when that is the same."""
    counted = {}
    for model in numbers.study.models.values():
        pupils = number(_fit(numbers, model.name)["n_pupils"])
        if pupils == pupils:
            label = model.label.in_language(language)
            counted[model.name] = (label, number_format.count(pupils, language))
    if not counted:
        return []
    told = {n for _, n in counted.values()}
    if len(counted) == len(numbers.study.models) > 1 and len(told) == 1:
        (n,) = told
        if n_imputations(numbers):
            method = say("section.method", language)
            return [Paragraph(say("who.imputed_all", language, n=n, method=method))]
        return [Paragraph(say("who.complete_all", language, n=n))]
    imputed = imputed_models(numbers)
    texts = (
        say(f"who.{'imputed' if name in imputed else 'complete'}", language, label=label, n=n)
        for name, (label, n) in counted.items()
    )
    return [Paragraph(" ".join(texts))]


def _fit(numbers: Numbers, model: str) -> StoredRow:
    fits = numbers.fits
    return records(fits[(fits["model"] == model) & (fits["model_kind"] == "adjusted")])[0]


def odds_section(
    figures: Mapping[str, Figure], tables: Mapping[str, Table], language: Language
) -> Section:
    """The table of the main model and its figure, which takes most of a page."""
    main = [name for name in page_figures(figures) if re.fullmatch(r"forest(_part\d+)?", name)]
    read = Paragraph(say("odds.read", language))
    return section(
        "odds",
        language,
        read,
        table_block(tables["odds_ratios_main"]),
        *figure_blocks(figures, *main),
    )


def further_odds_section(
    figures: Mapping[str, Figure], tables: Mapping[str, Table], language: Language
) -> Section | None:
    """The other models: their table and figures, and what adds to them."""
    elsewhere = {*_ELSEWHERE, *(name for name in figures if name.startswith(CURVE))}
    names = [name for name in page_figures(figures) if name not in elsewhere]
    further = [name for name in names if not re.fullmatch(r"forest(_part\d+)?", name)]
    listed = ("odds_ratios_other", "complete_cases")
    blocks: list[Block] = [
        table_block(tables[name]) for name in listed if name in tables and tables[name].rows
    ]
    blocks += figure_blocks(figures, *further)
    return section("further_odds", language, *blocks) if blocks else None


def blocks_section(
    numbers: Numbers, tables: Mapping[str, Table], language: Language
) -> Section | None:
    """What each step of a model adds; nothing when the plan has no steps."""
    steps = []
    for row in records(numbers.blocks):
        model = numbers.study.models[row["model"]]
        if model.name != numbers.study.main_model.name:
            continue  # the table holds the other models
        block = next(block for block in model.blocks if block.name == row["block"])
        after, change = number(row["auc"]), number(row["delta_auc"])
        if after != after or change != change:
            continue
        steps.append(
            say(
                "blocks.first" if row["step"] == 1 else "blocks.step",
                language,
                block=block.label.in_language(language),
                before=number_format.fit_index(after - change, language),
                after=number_format.fit_index(after, language),
                test=_test_phrase(number(row["lr_p"]), language),
            )
        )
    if not tables["blocks"].rows:
        return None
    blocks: list[Block] = [Paragraph(say("blocks.lead", language))]
    if steps:
        blocks.append(Items(tuple(steps), ordered=True))
    blocks.append(TableBlock(tables["blocks"]))
    if tables["steps"].rows:
        blocks.append(table_block(tables["steps"]))
    blocks.append(Paragraph(say("blocks.not_comparable", language)))
    return section("blocks", language, *blocks)


def _test_phrase(p_value: float, language: Language) -> str:
    """The test of a step between brackets; nothing when there is none, or it is suppressed."""
    if p_value != p_value:
        return ""
    return " " + say("blocks.test", language, p=number_format.p_phrase(p_value, language))


def fit_section(tables: Mapping[str, Table], language: Language) -> Section:
    """How well the models fit."""
    lead = say("fit.lead", language)
    if "checks" in tables and tables["checks"].rows:
        lead = f"{lead} {say('fit.checked', language, checks=say('section.checks', language))}"
    return section("fit", language, Paragraph(lead), table_block(tables["model_fit"]))


def limits_section(
    numbers: Numbers, language: Language, *, short: bool = False, further: str = ""
) -> Section:
    """What must not be read into the numbers, in words that fit the predictors of the plan.

    `further` is said last.
    """
    kind = characteristics_kind(numbers.study)
    names = [f"cause.{kind}", *(["order"] if kind == "problems" else []), "group"]
    names += [*([] if short else ["odds"]), "open"]
    names += ["recorded"] if kind == "problems" else []
    clause = outcome_phrase(numbers.study, language).clause
    items = [say(f"limits.{name}", language, clause=clause) for name in names]
    return section("limits", language, Items((*items, *([further] if further else []))))


def characteristics_kind(study: Study) -> str:
    """``problems`` or ``states``: as the plan says, else by whether a predictor rests on codes."""
    if study.words.characteristics is not None:
        return study.words.characteristics
    coded = any(predictor.constructs for predictor in study.predictors.values())
    return "problems" if coded else "states"


def terms_section(numbers: Numbers, language: Language, *, short: bool = False) -> Section:
    """Words a reader may not know: those of the plan and cohort, then those of statistics."""
    study = numbers.study
    level = number_format.level_percentage(study.estimation.level, language)
    names = ["margin"] if short else ["odds", "odds_ratio", "adjusted", "interval", "p"]
    if not short and (numbers.fits["estimator"] == "firth").any():
        names.append("firth")
    entries = [
        (term.in_language(language), meaning.in_language(language))
        for term, meaning in study.words.glossary
    ]
    entries += [
        (
            say(f"term.{name}", language, level=level),
            say(f"term.{name}_text", language, level=level),
        )
        for name in names
    ]
    return section("terms", language, Terms(tuple(entries)))

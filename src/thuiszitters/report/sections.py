"""The sections reports are made of, each from the released numbers."""

import re
from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import number_format, say
from thuiszitters.report.document import (
    Block,
    FigureBlock,
    Items,
    Paragraph,
    Section,
    TableBlock,
    Terms,
)
from thuiszitters.report.findings import adjusted_fit, answer_blocks
from thuiszitters.results.read import Numbers, n_imputations, number
from thuiszitters.results.rows import records
from thuiszitters.tables import Table

#: Figures that are drawn for a phone as well, with the name of that drawing.
_NARROW = {"hundred": "hundred_narrow"}
#: Figures that another section or another reader's report shows, or that stand behind another.
_ELSEWHERE = {"flow", "icons", "calibration", "hypotheses", "together", *_NARROW.values()}


def section(name: str, language: Language, *blocks: Block) -> Section:
    """A section whose heading is in the catalogue under its name."""
    return Section(name, say(f"section.{name}", language), blocks)


def with_blocks(made: Section, *blocks: Block) -> Section:
    """The section with blocks added at its end."""
    return Section(made.name, made.title, (*made.blocks, *blocks))


def figure_block(figures: Mapping[str, Figure], name: str) -> FigureBlock:
    """The figure, with its drawing for a phone where there is one."""
    return FigureBlock(figures[name], figures.get(_NARROW.get(name, "")))


def figure_blocks(figures: Mapping[str, Figure], *names: str) -> tuple[FigureBlock, ...]:
    """Those of these figures that could be drawn."""
    return tuple(figure_block(figures, name) for name in names if name in figures)


def table_block(table: Table) -> Block:
    """The table, or one sentence when all of it is withheld."""
    cells = [cell for row in table.rows for cell in row.cells[1:] if cell.text]
    if cells and all(cell.state == "withheld" for cell in cells):
        return Paragraph(say("note.all_masked", table.language, title=table.title))
    return TableBlock(table)


def question_section(numbers: Numbers, language: Language) -> Section:
    """What was asked, of whom, about which outcome."""
    study = numbers.study
    outcome = say(
        "question.outcome",
        language,
        label=study.outcome_label.in_language(language),
        definition=study.outcome_definition.in_language(language),
    )
    where = say(
        "question.where",
        language,
        description=study.description.in_language(language),
    )
    source = say("question.source", language, source=study.source.in_language(language))
    lead = Paragraph(study.question.in_language(language), lead=True)
    rest = (Paragraph(text) for text in (outcome, where, source))
    return section("question", language, lead, *rest)


def answer_section(numbers: Numbers, language: Language) -> Section:
    """What was found."""
    return section("answer", language, *answer_blocks(numbers, language))


def who_section(
    numbers: Numbers,
    tables: Mapping[str, Table],
    figures: Mapping[str, Figure],
    language: Language,
) -> Section:
    """The flow of pupils and their characteristics."""
    steps = records(numbers.flow)
    first, last = number(steps[0]["n_remaining"]), number(steps[-1]["n_remaining"])
    if first != first or last != last:
        start = say("who.start_withheld", language)
    else:
        n, remaining = number_format.count(first, language), number_format.count(last, language)
        key = "who.start_same" if first == last else "who.start"
        start = say(key, language, n=n, remaining=remaining)
    return section(
        "who",
        language,
        Paragraph(start),
        *figure_blocks(figures, "flow"),
        TableBlock(tables["flow"]),
        *_complete_pupils(numbers, language),
        table_block(tables["characteristics"]),
    )


def _complete_pupils(numbers: Numbers, language: Language) -> list[Block]:
    """How many pupils each model counts, in one sentence when that is the same."""
    counted = {}
    for model in numbers.study.models.values():
        pupils = number(adjusted_fit(numbers, model.name)["n_pupils"])
        if pupils == pupils:
            counted[model.label.in_language(language)] = number_format.count(pupils, language)
    if not counted:
        return []
    if len(counted) == len(numbers.study.models) > 1 and len(set(counted.values())) == 1:
        n = next(iter(counted.values()))
        if n_imputations(numbers):
            method = say("section.method", language)
            return [Paragraph(say("who.imputed_all", language, n=n, method=method))]
        return [Paragraph(say("who.complete_all", language, n=n))]
    texts = (say("who.complete", language, label=label, n=n) for label, n in counted.items())
    return [Paragraph(" ".join(texts))]


def odds_section(
    figures: Mapping[str, Figure], tables: Mapping[str, Table], language: Language
) -> Section:
    """The figure of the main model, the table of all models, then what adds to these."""
    names = [name for name in figures if name not in _ELSEWHERE]
    main = [name for name in names if re.fullmatch(r"forest(_part\d+)?", name)]
    first = figure_blocks(figures, *main)
    further = figure_blocks(figures, *(name for name in names if name not in main))
    read = Paragraph(say("odds.read", language))
    beside = [table_block(tables[name]) for name in ("complete_cases",) if tables[name].rows]
    table = TableBlock(tables["odds_ratios"])
    return section("odds", language, read, *first, table, *further, *beside)


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
    blocks.append(Paragraph(say("blocks.not_comparable", language)))
    return section("blocks", language, *blocks)


def _test_phrase(p_value: float, language: Language) -> str:
    """The test of a step between brackets; nothing when there is none, or it is withheld."""
    if p_value != p_value:
        return ""
    return " " + say("blocks.test", language, p=number_format.p_phrase(p_value, language))


def fit_section(tables: Mapping[str, Table], language: Language) -> Section:
    """How well the models fit."""
    lead = say("fit.lead", language)
    if "checks" in tables and tables["checks"].rows:
        lead = f"{lead} {say('fit.checked', language, checks=say('section.checks', language))}"
    return section("fit", language, Paragraph(lead), table_block(tables["model_fit"]))


def limits_section(language: Language) -> Section:
    """What must not be read into the numbers."""
    names = ("cause", "order", "group", "odds", "open", "recorded")
    return section(
        "limits", language, Items(tuple(say(f"limits.{name}", language) for name in names))
    )


def terms_section(numbers: Numbers, language: Language, *, short: bool = False) -> Section:
    """Words a reader may not know; Firth's method only when it was used."""
    study = numbers.study
    level = number_format.level_percentage(study.estimation.level, language)
    names = ["thuiszitter", "outcome", "odds", "odds_ratio", "adjusted", "interval"]
    if not short:
        names.append("p")
    if not short and (numbers.fits["estimator"] == "firth").any():
        names.append("firth")
    values = {
        "level": level,
        "label": study.outcome_label.in_language(language),
        "definition": study.outcome_definition.in_language(language),
    }
    entries = tuple(
        (say(f"term.{name}", language, **values), say(f"term.{name}_text", language, **values))
        for name in names
    )
    return section("definitions", language, Terms(entries))

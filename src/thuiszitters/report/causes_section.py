"""What the models adjust for, against the causes that the plan names."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.findings import joined
from thuiszitters.plan.causes import Adjustment, adjustments
from thuiszitters.report.document import Block, Paragraph, TableBlock
from thuiszitters.results.study import Study
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table


def adjustments_of(study: Study, model: str) -> tuple[Adjustment, ...]:
    """What the graph of the plan says of a model; nothing without a graph."""
    if not study.causes:
        return ()
    codes = {
        name: [code for group in predictor.constructs for code in group.codes]
        for name, predictor in study.predictors.items()
    }
    return adjustments(
        study.causes,
        tuple(study.predictors),
        study.models[model].predictors,
        tuple(study.unmeasured),
        codes,
    )


def cause_blocks(study: Study, language: Language) -> tuple[Block, ...]:
    """The arrows of the plan, and what they mean for each model; nothing without a graph."""
    if not study.causes:
        return ()
    lead = Paragraph(say("causes.lead", language))
    return (
        lead,
        TableBlock(arrows_table(study, language)),
        TableBlock(causes_table(study, language)),
    )


def arrows_table(study: Study, language: Language) -> Table:
    """One row per cause of the plan, with what it may cause."""
    rows = tuple(
        Row((Cell(_label(name, study, language)), Cell(_list(ends, study, language))))
        for name, ends in study.causes.items()
    )
    columns = tuple(
        Column(key, say(f"causes.{key}", language), numeric=False) for key in ("cause", "effects")
    )
    return Table("arrows", language, say("causes.arrows_title", language), columns, rows)


def causes_table(study: Study, language: Language) -> Table:
    """One row per predictor of a model that the graph says something of."""
    rows: list[Row] = []
    for name, model in study.models.items():
        told = [one for one in adjustments_of(study, name) if _says_something(one)]
        if told:
            head = Cell(model.label.in_language(language))
            rows.append(Row((head, EMPTY, EMPTY), "section"))
        rows += [_row(one, study, language) for one in told]
    columns = tuple(
        Column(key, say(f"causes.{key}", language), numeric=False)
        for key in ("predictor", "mediators", "left_out")
    )
    return Table("causes", language, say("causes.title", language), columns, tuple(rows))


def mediator_sentence(study: Study, language: Language) -> str:
    """Which odds ratios of the main model leave out what runs through a mediator."""
    found = [one for one in adjustments_of(study, study.main_model.name) if one.mediators]
    if not found:
        return ""
    through = dict.fromkeys(name for one in found for name in one.mediators)
    names = [_label(one.predictor, study, language) for one in found]
    return say(
        "causes.mediators_named",
        language,
        predictors=joined([_small(name) for name in names], language),
        mediators=joined([_small(_label(name, study, language)) for name in through], language),
    )


def _says_something(one: Adjustment) -> bool:
    return bool(one.mediators or one.consequences or one.open)


def _row(one: Adjustment, study: Study, language: Language) -> Row:
    late = [name for name in one.consequences if name != one.predictor]
    label = _label(one.predictor, study, language)
    if one.consequences == (one.predictor,):
        return Row((Cell(label), Cell(say("causes.follows", language)), EMPTY))
    told = [*([_list(one.mediators, study, language)] if one.mediators else [])]
    if late:
        told.append(say("causes.late", language, list=_list(late, study, language)))
    left = _list(one.left_out, study, language)
    if one.open and not one.left_out:
        left = say("causes.open", language)
    return Row((Cell(label), Cell("; ".join(told)), Cell(left)))


def _list(names: tuple[str, ...] | list[str], study: Study, language: Language) -> str:
    return ", ".join(_label(name, study, language) for name in names)


def _label(name: str, study: Study, language: Language) -> str:
    if name in study.unmeasured:
        label = study.unmeasured[name].in_language(language)
        return say("causes.not_measured", language, label=label)
    if name not in study.predictors:
        return say("causes.outcome", language)
    return study.predictors[name].label.in_language(language)


def _small(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]

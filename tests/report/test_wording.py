"""What a report says holds for what was released, and no more."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.figures.alt import forest_finding
from thuiszitters.figures.hundred import hundred_plot
from thuiszitters.language import say
from thuiszitters.language.catalogue import catalogue
from thuiszitters.language.findings import findings, unsettled
from thuiszitters.language.sight import sight
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.topics import CAUSES, TOPICS
from thuiszitters.report.checklists import checklist_table
from thuiszitters.report.document import (
    AUDIENCES,
    Callout,
    CardBlock,
    Fold,
    Items,
    Paragraph,
    Section,
    TableBlock,
    Terms,
)
from thuiszitters.report.student import adjusted_section
from thuiszitters.report.write import make_document
from thuiszitters.tables.checks import checks_table
from thuiszitters.tables.model_fit import model_fit_table
from thuiszitters.tables.screen import screen_table


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


def test_pupils_are_named_in_the_words_of_the_plan(released):
    assert told(released["line"]) == ("meisjes", "jongens")


def test_without_words_in_the_plan_pupils_are_named_by_their_label(released):
    demo = released["line"]
    with_levels = told(demo, pupils={})
    assert with_levels == ("leerlingen met ‘Geslacht: Meisje’", "leerlingen met ‘Geslacht: Jongen’")
    plain = {"yes": Text(nl="Ja", en="Yes"), "no": Text(nl="Nee", en="No")}
    home = Text(nl="Problemen thuis", en="Problems at home")
    girl = findings(demo, "main")[0].predictor
    turned = told(demo, pupils={}, levels=plain, label=home, reference="yes")
    assert turned[1] == "leerlingen met ‘Problemen thuis’"
    other = replace(findings(demo, "main")[0], level="no")
    other = replace(other, predictor=replace(girl, pupils={}, levels=plain, label=home))
    assert other.pupils("nl") == "leerlingen zonder ‘Problemen thuis’"
    assert told(demo, pupils={}, levels=plain, label=home) == (
        "leerlingen met ‘Problemen thuis’",
        "leerlingen zonder ‘Problemen thuis’",
    )


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


@pytest.mark.parametrize("audience", ["policy", "research"])
def test_suppressed_odds_ratios_are_not_said_to_be_uncertain(released, audience):
    text = read(suppressed(released["line"]), audience, "answer")
    assert "Er is geen antwoord vrijgegeven" in text
    assert "geen uitsluitsel" not in text


@pytest.mark.parametrize("audience", ["policy", "research"])
def test_intervals_that_hold_1_are_said_to_be_inconclusive(released, audience):
    numbers = released["line"]
    estimates = numbers.estimates.assign(ci_low=0.5, ci_high=2.0, p_value=0.6)
    wide = replace(numbers, estimates=estimates, more={})
    text = read(wide, audience, "answer")
    assert "Voor geen van deze kenmerken geven de gegevens uitsluitsel" in text
    assert "duidelijk vaker" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_forest_plot_do_not_take_suppressed_for_open(released, language):
    numbers = released["line"]
    none_excluded = say("figure.finding.unsettled.open", language, level="95%")
    assert none_excluded not in forest_finding(suppressed(numbers), "main", language)
    kept = suppressed(numbers, keep=("open",))
    said = forest_finding(kept, "school_and_peers", language)
    assert (
        said == forest_finding(numbers, "school_and_peers", language) or none_excluded not in said
    )


def test_suppressed_and_open_findings_are_told_apart(released):
    numbers = released["line"]
    assert unsettled(findings(numbers, "main")) is None
    assert unsettled(findings(suppressed(numbers), "main")) == "suppressed"
    assert unsettled(()) == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pupils_out_of_a_hundred_are_not_pupils_with_the_outcome(released, language):
    title = hundred_plot(released["line"], language).title
    turned_round = {"nl": "leerlingen met de uitkomst", "en": "pupils with the outcome"}[language]
    assert turned_round not in title
    share = say("figure.icons.share", language, share="4")
    assert {"nl": "4 van de 100", "en": "4 of 100"}[language] in share


def named_anew(numbers):
    """The same numbers with predictors under names of another plan."""
    study = numbers.study
    new = {name: f"eigen_{place}" for place, name in enumerate(study.predictors)}
    models = {
        name: replace(
            model,
            predictors=tuple(new[one] for one in model.predictors),
            blocks=tuple(
                replace(block, predictors=tuple(new[one] for one in block.predictors))
                for block in model.blocks
            ),
        )
        for name, model in study.models.items()
    }
    predictors = {new[name]: replace(one, name=new[name]) for name, one in study.predictors.items()}
    estimates = numbers.estimates.replace({"predictor": new})
    named = replace(study, predictors=predictors, models=models)
    return replace(numbers, study=named, estimates=estimates, more={})


def test_what_is_measured_does_not_hang_on_the_names_of_predictors(released):
    numbers = released["line"]
    own = named_anew(numbers)
    for topic in CAUSES:
        assert sight(topic, own.study)[0] == sight(topic, numbers.study)[0]
    assert sight("mental_health", own.study)[0] == "partly"
    assert sight("externalising", own.study)[0] == "yes"


def test_origin_shows_a_part_of_cultural_background(released):
    assert sight("culture_expected", released["quine"].study) == ("partly", ("aboriginal",))


def test_a_plan_that_lists_no_reasons_has_no_section_of_them(released):
    assert not named_sections(released["quine"]) & {"visible", "steps"}
    assert named_sections(released["line"]) >= {"visible", "steps"}


def named_sections(numbers, audience="policy"):
    document = make_document(numbers, {}, "nl", audience)
    return {section.name for section in document.sections}


def test_every_topic_has_a_heading():
    assert all(f"topic.{topic}" in catalogue() for topic in TOPICS if topic != "boys")
    assert len(TOPICS) == len(set(TOPICS))


def test_advice_names_its_sources_and_never_follows_from_synthetic_numbers(released):
    text = read(released["line"], "policy", "steps")
    assert "niet uit de getallen hierboven" in text
    assert "(Kearney & Graczyk, 2014)" in text
    study = replace(released["line"].study, synthetic=False)
    real = read(replace(released["line"], study=study), "policy", "steps")
    assert "verzonnen" not in real


def test_a_reader_finds_the_codes_behind_each_characteristic(released):
    text = read(released["line"], "research", "plan")
    assert "Internaliserende problemen: A100-A104, A301, A303." in text
    assert "Problemen thuis: D100-D899, X401, X402, behalve D301." in text
    assert "Geslacht: kolom ‘sex’." in text


def test_an_item_of_a_checklist_points_to_a_section_that_holds_it(released):
    section = section_of(released["line"], "research", "checklist")
    table = next(block.table for block in section.blocks if isinstance(block, TableBlock))
    where = {row.cells[0].text: row.cells[2] for row in table.rows if len(row.cells[0].text) < 3}
    assert where["20"].anchor == ""
    rows = {(row.cells[1].text): row.cells[2].anchor for row in table.rows}
    assert rows[say("checklist.r7", "nl")] == "plan"
    assert rows[say("checklist.r22", "nl")] == "method"
    assert rows[say("checklist.s2", "nl")] == ""


def test_codes_that_are_not_listed_are_left_to_the_researchers():
    present = frozenset({"method", "question", "who"})
    anchors = {
        row.cells[1].text: row.cells[2].anchor for row in checklist_table("en", present).rows
    }
    assert anchors[say("checklist.r7", "en")] == ""
    assert anchors[say("checklist.s12", "en")] == "method"


def test_a_fit_without_a_penalty_has_no_penalised_likelihood_to_withhold(released):
    numbers = released["altra_demo"]
    fits = numbers.fits.copy()
    fits["penalised_log_likelihood"] = np.nan
    fits["status"], fits["reason"] = "suppressed", "suppressed|rule=small_count"
    table = model_fit_table(replace(numbers, fits=fits), "nl")
    label = say("table.model_fit.penalised_log_likelihood", "nl")
    row = next(row for row in table.rows if row.cells[0].text == label)
    adjusted = fits[fits["model_kind"] == "adjusted"]
    states = dict(zip(adjusted["estimator"], (cell.state for cell in row.cells[1:]), strict=True))
    assert states == {"ml": "none", "firth": "suppressed"}


def test_the_research_report_shows_every_check_with_its_sentence(released):
    numbers = released["line"]
    text = read(numbers, "research", "checks")
    assert len(numbers.more["checks"]) > 10
    for name in ("fit_good", "slope_1"):
        sentence = say(f"check.{name}", "nl", p_value="p = 0,94", corrected="0,838")
        assert sentence.split("(")[0].strip() in text
    assert "Houdt het model stand?" in read(numbers, "research", "fit")


def without_model_counts(numbers):
    """As a rule of ten leaves a model whose pupils differ from the cohort by too few."""
    fits = numbers.fits.copy()
    fits[["n_pupils", "n_events"]] = np.nan
    fits["reason"], fits["estimator"] = "counts_suppressed|rule=difference", "suppressed"
    return replace(numbers, fits=fits)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_model_without_released_counts_or_method_can_be_reported(released, audience, language):
    numbers = without_model_counts(released["line"])
    document = make_document(numbers, {}, language, audience)
    text = " ".join(words(block) for section in document.sections for block in section.blocks)
    word = say("cell.suppressed", language)
    assert f"{word} {say('word.pupils', language)}" not in text
    assert (
        audience != "research"
        or say("table.odds_ratios.model_suppressed", language, label="") in text
    )


@pytest.mark.parametrize("audience", ["policy", "research"])
def test_a_total_that_was_released_is_not_said_to_be_suppressed(released, audience):
    study = replace(released["line"].study, n_pupils=320, n_events=63)
    numbers = without_model_counts(replace(released["line"], study=study))
    assert "is niet vrijgegeven" not in read(numbers, audience, "answer")
    unknown = replace(numbers, study=replace(study, n_pupils=None, n_events=None))
    assert "is niet vrijgegeven" in read(unknown, audience, "answer")


def test_a_suppressed_count_is_not_shown_as_a_dash(released):
    table = model_fit_table(without_model_counts(released["line"]), "nl")
    label = say("table.model_fit.n_pupils", "nl")
    row = next(row for row in table.rows if row.cells[0].text == label)
    assert {cell.state for cell in row.cells[1:]} == {"suppressed"}
    estimators = table.rows[0].cells[1:]
    assert {cell.text for cell in estimators} == {"afgeschermd"}


def test_a_reversal_between_intervals_that_hold_1_is_told_with_the_empty_combination(released):
    numbers = released["quine"]
    pair = "slow_learner=yes & age_group=F3"
    key = {"model": "main", "predictor": "slow_learner", "level": "yes", "empty_pairs": pair}
    risks = pd.DataFrame([key])
    section = adjusted_section(replace(numbers, more={**numbers.more, "risks": risks}), "nl")
    text = " ".join(words(block) for block in section.blocks)
    assert "(0,83; 0,40 tot 1,69)" in text
    assert "(2,01; 0,76 tot 5,59)" in text
    assert "Beide intervallen bevatten 1" in text
    assert "bij geen leerling voorkomt" in text
    assert "bij geen leerling voorkomt" not in read(numbers, "student", "learn_adjusted")
    settled = read(released["line"], "student", "learn_adjusted")
    assert "Beide intervallen bevatten 1" not in settled


def test_another_model_than_the_main_one_says_where_the_main_one_leaves_it_open(released):
    numbers = released["line"]
    model = next(name for name in numbers.study.models if name != numbers.study.main_model.name)
    rows = numbers.estimates["model"].eq(model) & numbers.estimates["predictor"].eq("girl")
    rows &= numbers.estimates["model_kind"].eq("adjusted") & numbers.estimates["level"].eq("yes")
    clear = numbers.estimates.copy()
    clear.loc[rows, ["odds_ratio", "ci_low", "ci_high"]] = [2.0, 1.5, 2.7]
    told = forest_finding(replace(numbers, estimates=clear), model, "en")
    main = numbers.study.main_model.label.in_language("en")
    assert (
        f"In the model ‘{main}’, with other factors, the interval does include 1 for girls" in told
    )
    assert "does include 1" not in forest_finding(numbers, numbers.study.main_model.name, "en")


def test_what_tables_have_in_common_is_said_at_the_first_of_them(released):
    document = make_document(released["line"], {}, "en", "research")
    tables = [
        block
        for part in document.sections
        for block in part.blocks
        if isinstance(block, TableBlock)
    ]
    said = [note.text for block in tables for note in block.table.notes if not note.standing]
    assert sum(text.startswith("Missing values were imputed") for text in said) == 1
    first = next(
        block.number
        for block in tables
        if any(note.text.startswith("Missing values were imputed") for note in block.table.notes)
    )
    assert f"Pooled over the imputations (see {first})." in said


@pytest.mark.parametrize(("p", "said"), [(0.054, "may differ"), (0.3, "do not clearly differ")])
def test_a_test_that_just_misses_its_limit_is_no_good_news(released, p, said):
    numbers = released["line"]
    checks = numbers.more["checks"].copy()
    rows = checks["check"].eq("hosmer_lemeshow")
    checks.loc[rows, "p_value"], checks.loc[rows, "sentence"] = p, "groups_good"
    table = checks_table(replace(numbers, more={**numbers.more, "checks": checks}), "en")
    told = [row.cells[3].text for row in table.rows if row.cells[0].text == "Hosmer-Lemeshow"]
    assert told
    assert all(said in text for text in told)


def test_codes_stand_below_the_group_they_are_a_part_of(released):
    table = screen_table(released["line"], "en")
    labels = [row.cells[0].text for row in table.rows]
    codes = [label.strip("\u00a0").split()[0] for label in labels]
    known = released["line"].study.codes
    parents = {code: known[code].parent for code in codes if known[code].parent in codes}
    assert len(parents) > 10
    assert all(codes.index(parent) < codes.index(code) for code, parent in parents.items())
    deep = next(label for label in labels if label.strip("\u00a0").startswith("A200"))
    assert deep.startswith("\u00a0")
    assert not next(label for label in labels if label.startswith("A ")).startswith("\u00a0")
    shown = read(released["line"], "research", "plan")
    assert "A200 Gedragsproblemen" in shown

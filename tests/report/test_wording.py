"""What a report says holds for what was released, and no more."""

from dataclasses import replace

import pytest
from tests.report.words_of_reports import read, without_model_counts

from thuiszitters.language import say
from thuiszitters.language.sight import sight
from thuiszitters.plan.topics import CAUSES
from thuiszitters.report.write import make_document


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


def test_a_reader_finds_the_codes_behind_each_characteristic(released):
    text = read(released["line"], "research", "plan")
    assert "Internaliserende problemen: A100-A104, A301, A303." in text
    assert "Problemen thuis: D100-D899, X401, X402, behalve D301." in text
    assert "Geslacht: kolom ‘sex’." in text


def test_the_research_report_shows_every_check_with_its_sentence(released):
    numbers = released["line"]
    text = read(numbers, "research", "checks")
    assert len(numbers.more["checks"]) > 10
    for name in ("fit_good", "slope_1"):
        sentence = say(f"check.{name}", "nl", p_value="p = 0,94", corrected="0,838")
        assert sentence.split("(")[0].strip() in text
    assert "Houdt het model stand?" in read(numbers, "research", "fit")


@pytest.mark.parametrize("audience", ["policy", "research"])
def test_a_total_that_was_released_is_not_said_to_be_suppressed(released, audience):
    study = replace(released["line"].study, n_pupils=320, n_events=63)
    numbers = without_model_counts(replace(released["line"], study=study))
    assert "is niet vrijgegeven" not in read(numbers, audience, "answer")
    unknown = replace(numbers, study=replace(study, n_pupils=None, n_events=None))
    assert "is niet vrijgegeven" in read(unknown, audience, "answer")

"""What the methods say is what the numbers show was done."""

import io
from dataclasses import replace

import docx
import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.sources import cited, sources
from thuiszitters.report.document import FigureBlock, TableBlock
from thuiszitters.report.fragments import as_markdown, as_word, captions_fragment, methods_fragment
from thuiszitters.report.method import method_sources, method_statements, with_sources
from thuiszitters.report.research import references_section


def keys(numbers):
    return {one.key for one in method_statements(numbers, "nl")}


def with_columns(numbers, **values):
    return replace(numbers, estimates=numbers.estimates.assign(**values))


def clustered(numbers, covariance):
    spec = replace(numbers.study.estimation, clusters="site", covariance=covariance, sites=8)
    study = replace(numbers.study, estimation=spec)
    return replace(with_columns(numbers, interval="wald"), study=study)


def firth(numbers):
    fits = numbers.fits.assign(estimator="firth")
    return replace(with_columns(numbers, estimator="firth"), fits=fits)


def test_profile_intervals_are_told_only_where_odds_ratios_have_them(released):
    plain = released["quine"]
    assert set(plain.estimates["interval"].dropna()) == {"profile"}
    assert "interval.profile" in keys(plain)
    assert "interval.pooled" not in keys(plain)


def test_pooled_odds_ratios_are_said_to_be_rubins_and_not_profile(released):
    told = keys(released["line"])
    assert {"interval.pooled", "interval.pooled_factor", "missing.imputed"} <= told
    assert "interval.profile" not in told
    assert not any("estimation.interval" in key for key in told)


def test_the_plans_interval_is_not_told_when_another_was_used(released):
    spec = replace(released["quine"].study.estimation, interval="profile")
    study = replace(released["quine"].study, estimation=spec)
    wald = replace(with_columns(released["quine"], interval="wald"), study=study)
    assert "interval.wald" in keys(wald)
    assert "interval.profile" not in keys(wald)


@pytest.mark.parametrize(("covariance", "kind"), [("CR1", "cr1"), ("CR2", "cr2")])
def test_clusters_are_told_with_their_covariance(released, covariance, kind):
    told = keys(clustered(released["quine"], covariance))
    assert {"clusters", f"clusters.{kind}", "interval.wald"} <= told
    assert "clusters" not in keys(released["quine"])


def test_what_takes_no_account_of_sites_is_named_where_the_odds_ratios_do(released):
    numbers = released["line"]
    assert not numbers.more["interactions"].empty
    assert "clusters.elsewhere" not in keys(numbers)
    spec = replace(numbers.study.estimation, clusters="site", covariance="CR2", sites=8)
    sites = replace(numbers, study=replace(numbers.study, estimation=spec))
    (said,) = (one for one in method_statements(sites, "en") if one.key == "clusters.elsewhere")
    assert "the pairs of factors" in said.text
    without = {name: table.iloc[:0] for name, table in sites.more.items()}
    assert "clusters.elsewhere" not in keys(replace(sites, more=without))


def test_firth_is_told_only_where_it_was_used(released):
    assert "estimator.ml" in keys(released["quine"])
    told = keys(firth(released["quine"]))
    assert {"estimator.firth", "interval.profile_firth"} <= told
    assert "interval.profile" not in told
    assert "firth1993" in method_sources(firth(released["quine"]))


def test_nothing_is_told_of_what_was_not_computed(released):
    bare = replace(released["line"], more={})
    told = keys(bare)
    assert not told & {"risks", "khb", "natural_effects", "interactions", "screen", "problem_count"}
    assert not any(key.startswith("check.") for key in told)
    assert {"risks", "khb", "natural_effects", "screen"} <= keys(released["line"])


def test_rounding_at_release_is_said(released):
    numbers = released["quine"]
    assert "rounding.all" in keys(numbers)
    run = replace(numbers.study.run, significant_digits=4)
    assert "rounding.release" in keys(replace(numbers, study=replace(numbers.study, run=run)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["quine", "line", "altra_demo"])
def test_every_source_a_method_names_is_in_the_references(released, name, language):
    numbers = released[name]
    listed = " ".join(references_section(numbers, language).blocks[0].items)
    for one in method_statements(numbers, language):
        for key in one.sources:
            assert sources()[key].field("title") in listed
            assert cited(key, language) in with_sources(one, language)


def test_the_datas_own_source_comes_first(released):
    items = references_section(released["quine"], "en").blocks[0].items
    assert items[0].startswith("Aitkin, M. (1978)")
    assert not any("Van Binsbergen" in item for item in items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fragment_holds_every_statement_and_its_sources(released, language):
    fragment = methods_fragment(released["line"], language)
    text = as_markdown(fragment)
    made = docx.Document(io.BytesIO(as_word(fragment, language)))
    paragraphs = [paragraph.text for paragraph in made.paragraphs]
    assert paragraphs == [line.text.replace("**", "") for line in fragment]
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == paragraphs[:1]
    for one in method_statements(released["line"], language):
        assert with_sources(one, language) in text
    assert "https://doi.org/10.1093/biomet/86.4.948" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_figure_has_its_caption_to_paste(documents, language):
    document = documents["quine", language, "research"]
    text = as_markdown(captions_fragment(document))
    blocks = [block for section in document.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    figures = [block for block in blocks if isinstance(block, FigureBlock)]
    assert tables
    assert figures
    for block in tables:
        assert f"**{block.number}. {block.table.title}.**" in text
        assert all(note.text in text for note in block.table.notes)
    for block in figures:
        assert f"**{block.number}. {block.figure.title}.** {block.figure.alt}" in text


def test_intervals_of_risks_are_told_by_how_their_model_was_estimated(released):
    line = released["line"]
    assert {"risks", "risks_ml"} <= keys(line)
    assert "empty_pairs" not in keys(line)  # a release from before they were looked for
    risks = line.more["risks"].assign(estimator="firth", empty_pairs="")
    told = keys(replace(line, more={**line.more, "risks": risks}))
    assert {"risks_firth", "empty_pairs"} <= told
    assert "risks_ml" not in told
    hidden = risks.assign(empty_pairs="suppressed")
    assert "empty_pairs" not in keys(replace(line, more={**line.more, "risks": hidden}))

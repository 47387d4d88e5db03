"""What the methods say is what the numbers show was done."""

from dataclasses import replace

import pytest
from tests.report.methods_told import keys, with_columns

from thuiszitters.report.method import method_sources, method_statements


def clustered(numbers, covariance):
    spec = replace(numbers.study.estimation, clusters="site", covariance=covariance, sites=8)
    study = replace(numbers.study, estimation=spec)
    return replace(with_columns(numbers, interval="wald"), study=study)


def firth(numbers):
    fits = numbers.fits.assign(estimator="firth")
    return replace(with_columns(numbers, estimator="firth"), fits=fits)


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


@pytest.mark.parametrize(("language", "words"), [("en", "multiples of 5"), ("nl", "door het lot")])
def test_that_counts_are_rounded_says_what_other_numbers_are_of(released, language, words):
    numbers = released["quine"]
    assert "rounding.counts" not in keys(numbers)
    run = replace(numbers.study.run, round_to=5)
    rounded = replace(numbers, study=replace(numbers.study, run=run))
    (told,) = (one for one in method_statements(rounded, language) if one.key == "rounding.counts")
    assert words in told.text


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

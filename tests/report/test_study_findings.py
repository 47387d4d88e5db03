"""Whether these data say what the study said."""

from tests.report.texts_of_tables import with_decompositions

from thuiszitters.language.answer.study_findings import agreement, study_comparisons


def test_inconclusive_is_neither_the_same_nor_the_other(released):
    found = {one.finding.name: agreement(one) for one in study_comparisons(released["line"])}
    assert found["internalising"] == "same"
    assert found["externalising"] == "open"
    assert found["judicial"] == "not_measured"
    assert found["motivation"] == "open"


def test_a_shared_part_counts_as_the_same_only_when_it_excludes_none(released):
    low = released["line"].more["decompositions"]["low"].abs() * 0 - 0.1
    wide = with_decompositions(released["line"], low=low, high=low * 0 + 2.0)
    found = {one.finding.name: agreement(one) for one in study_comparisons(wide)}
    assert found["shared_home"] == "open"

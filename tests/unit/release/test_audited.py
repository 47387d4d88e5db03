"""What an audit found is asked row by row; without a finding everything leaves."""

from thuiszitters.release.audited import AUDIT, INSIDE, Audited, named
from thuiszitters.results.tables_risks import RISKS

ROW = {"model": "main", "predictor": "girl", "level": "yes", "term": "girl=yes"}


def test_nothing_found_hides_nothing():
    empty = Audited()
    assert not empty.coarser
    assert empty.hides(RISKS, ROW) == ""
    assert not empty.steps(RISKS, ROW)


def test_a_row_or_one_of_its_numbers_stays_inside():
    whole = Audited({RISKS.name: {named(RISKS, ROW): INSIDE}})
    part = Audited({RISKS.name: {named(RISKS, ROW): {"risk": 0, "ratio": 5}}})
    assert whole.hides(RISKS, ROW) == AUDIT
    assert part.hides(RISKS, ROW) == ""
    assert dict(part.steps(RISKS, ROW)) == {"risk": 0, "ratio": 5}
    assert part.hides(RISKS, {**ROW, "level": "no"}) == ""
    assert whole.hides(RISKS, {**ROW, "predictor": None}) == ""

"""The command on tables that need care, from the file to the JSON, against R."""

import json
from pathlib import Path

import pytest

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document

FOLDER = Path(__file__).parent / "awkward"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["cases"]
CALLS = {
    "tooth": {"predictors": ["supp,dose"], "numeric": ["dose"]},
    "air": {"predictors": ["wind,temp,sun"]},
    "esoph": {
        "predictors": ["age,alcohol"],
        "counts": "n",
        "reference": ['alcohol=laag, of één "glas"'],
    },
    "near": {"predictors": ["x,x2"]},
}
#: Relative, and of profile ends in standard errors; the columns of `near` cost R eight digits.
RTOL = {"near": 1e-6}
END = 1e-6


@pytest.fixture(params=EXPECTED, ids=lambda case: case["name"])
def both(request):
    theirs = request.param
    call = dict(CALLS[theirs["name"]])
    data = str(FOLDER / f"{theirs['name']}.csv")
    return theirs, document(run_odds(request_from(data, "y", call.pop("predictors"), **call)))


def test_every_adjusted_term_equals_r(both):
    theirs, ours = both
    rtol = RTOL.get(theirs["name"], 1e-8)
    found = {
        f"{term['predictor']}{term['level'] or ''}": term
        for term in ours["terms"]
        if term["model"] == "adjusted"
    }
    for expected in theirs["terms"]:
        term = found[expected["column"]]
        assert term["log_odds"] == pytest.approx(expected["log_odds"], rel=rtol)
        assert term["std_error"] == pytest.approx(expected["std_error"], rel=rtol)
        assert term["p_value"] == pytest.approx(expected["p"], rel=1e-6)
        for mine, other in (("log_odds_low", "low"), ("log_odds_high", "high")):
            assert abs(term[mine] - expected[other]) / expected["std_error"] < END


def test_the_model_as_a_whole_equals_r(both):
    theirs, ours = both
    assert ours["n"] == theirs["n"]
    assert ours["log_likelihood"] == pytest.approx(theirs["log_likelihood"], rel=1e-10)
    assert ours["fit"]["aic"] == pytest.approx(theirs["aic"], rel=1e-10)
    assert ours["fit"]["brier"] == pytest.approx(theirs["brier"], rel=1e-8)

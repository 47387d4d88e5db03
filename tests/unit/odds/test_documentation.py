"""docs/odds.md names every option and every key of the JSON."""

import inspect
from pathlib import Path

import pytest

from thuiszitters import cli
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import FIT_KEYS, TERM_KEYS, document

TEXT = (Path(__file__).parents[3] / "docs/odds.md").read_text(encoding="utf-8")
OPTIONS = [name for name in inspect.signature(cli.odds).parameters if name != "data"]


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_documented(option):
    assert f"--{'format' if option == 'formats' else option.replace('_', '-')}" in TEXT


@pytest.mark.parametrize("key", [*TERM_KEYS, *FIT_KEYS])
def test_every_key_of_terms_and_fit_is_documented(key):
    assert f"`{key}`" in TEXT


def test_every_key_of_the_document_is_documented(birthwt):
    for key in document(run_odds(request_from(birthwt, "low", ["smoke"]))):
        assert f"`{key}`" in TEXT

"""Every text exists in both languages and gets the values it needs."""

import ast
import re
from pathlib import Path

import pytest

from thuiszitters.language import say, say_count
from thuiszitters.language.catalogue import UnknownTextError, catalogue, places

SOURCE = Path(__file__).parents[3] / "src" / "thuiszitters"
TEXTS = catalogue()


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_has_both_languages_with_the_same_places(key):
    text = TEXTS[key]
    assert text.nl.strip()
    assert text.en.strip()
    assert places(text.nl) == places(text.en)
    # A later file may overrule it; whoever asks for one text parses only files with its head.
    if not places(text.nl):
        assert say(key, "nl") == text.nl


@pytest.mark.parametrize("path", sorted((SOURCE / "language").glob("*.yaml")), ids=lambda p: p.name)
def test_no_text_counts_on_a_space_at_its_ends(path):
    # They are folded away when the file is read, and words would run together.
    at_an_end = r"""(nl|en): ("\s|'\s|"[^"]*\s"|'[^']*\s')"""
    assert not re.search(at_an_end, path.read_text(encoding="utf-8"))


def test_an_unknown_key_is_refused():
    with pytest.raises(UnknownTextError, match="no text for"):
        say("word.nothing_of_the_kind", "nl")


def test_a_missing_value_is_refused_by_name():
    with pytest.raises(UnknownTextError, match="needs label"):
        say("table.odds_ratios.model", "nl", n="1", events="1")


def test_one_and_many_have_texts_of_their_own():
    assert say_count("figure.finding.open", "en", 1) != say_count("figure.finding.open", "en", 2)
    assert say_count("figure.finding.open", "nl", 12).startswith("Bij twaalf andere")
    assert say_count("figure.finding.open", "en", 12).startswith("For 12 other")
    assert say_count("figure.hypotheses.unseen", "nl", 9).startswith("Negen verwachtingen")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_no_text_speaks_of_significance(key):
    # Digits are called significant in both languages; nothing else is.
    text = re.sub(r"significante cijfers|significant digits", "", TEXTS[key].nl + TEXTS[key].en)
    assert not re.search(r"signifi[ck]an", text, re.IGNORECASE)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_no_text_claims_a_cause(key):
    claims = r"\b(veroorza\w+|leidt tot|leiden tot|causes|caused by|leads? to|results? in)\b"
    assert not re.search(claims, TEXTS[key].nl + " " + TEXTS[key].en, re.IGNORECASE)


def keys_in_code() -> set[str]:
    """Literal first arguments of say() and say_count(), and of say() in templates."""
    keys = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "say":
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                keys.add(node.args[0].value)
    for path in SOURCE.rglob("*.j2"):
        keys |= set(re.findall(r"""say\(["']([\w.]+)["']""", path.read_text(encoding="utf-8")))
    return keys


@pytest.mark.parametrize("key", sorted(keys_in_code()))
def test_a_key_used_in_code_is_in_the_catalogue(key):
    assert key in TEXTS

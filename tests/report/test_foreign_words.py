"""A cohort shows the words of its own plan and of no other study."""

import re
from dataclasses import replace

import pytest
from tests.report.words_of_reports import words

from thuiszitters.base.text import Text
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.write import make_document

#: Words of the Amsterdam study; none of them may come from the program itself.
STUDY = (
    "thuiszit", "cap-j", "internalis", "externalis", "hulpverlen", "care prof", "binsbergen",
    "niet thuis geven", "loyalit", "loyalty", "amsterdam", "ocw", "ingrado",
    "suspension", "schorsing", "problems at home", "problemen thuis",
)  # fmt: skip


def text_of(numbers, language, audience):
    document = make_document(numbers, {}, language, audience)
    parts = [document.title, document.kicker, *document.footer]
    for section in document.sections:
        parts += [section.title, *(words(block) for block in section.blocks)]
        tables = [block.table for block in section.blocks if hasattr(block, "table")]
        parts += [note.text for table in tables for note in table.notes]
    # The name of the program is no word of the study.
    return re.sub(r"thuiszitters \d[\d.]*", "", " ".join(parts)).casefold()


def english(numbers):
    """A cohort of an English-speaking country: no codes, no phrase, no words of a plan."""
    both = Text(nl="Pupils of Leeds", en="Pupils of Leeds")
    study = replace(
        numbers.study, cohort="leeds", title=both, description=both, outcome_phrase=None
    )
    return replace(numbers, study=study)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_quine_shows_none_of_the_studys_words(released, audience, language):
    for numbers in (released["quine"], english(released["quine"])):
        text = text_of(numbers, language, audience)
        assert [word for word in STUDY if word in text] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_plan_of_states_speaks_of_no_problems_at_all(released, audience):
    text = text_of(released["quine"], "nl", audience)
    assert "problem" not in text.replace("the problem of separation", "")
    assert "problemen" in text_of(released["line"], "nl", audience)


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_are_not_called_problems(released, language):
    document = make_document(released["quine"], {}, language, "policy")
    limits = next(section for section in document.sections if section.name == "limits")
    text = " ".join(words(block) for block in limits.blocks).casefold()
    assert "problem" not in text
    own = make_document(released["line"], {}, language, "policy")
    limits = next(section for section in own.sections if section.name == "limits")
    assert "problem" in " ".join(words(block) for block in limits.blocks).casefold()

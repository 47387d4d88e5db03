"""Reports are pages on their own, whose sentences follow from the intervals."""

import re
from dataclasses import replace

import pytest
from tests.report.page_reading import Page

from thuiszitters.base.text import Text
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.sources import sources
from thuiszitters.report.checklists import STROBE, checklist_table
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.fragments import methods_fragment
from thuiszitters.report.html import html_page
from thuiszitters.report.write import make_document

CASES = [
    (name, language, audience)
    for name in ("quine", "altra_demo", "line", "suppressed", "crowded", "troubled")
    for language in LANGUAGES
    for audience in AUDIENCES
]


@pytest.mark.parametrize("case", CASES)
def test_a_page_needs_nothing_from_elsewhere(pages, case):
    page = Page(pages[case])
    sources = [attributes.get("src") or "" for _, attributes in page.tags]
    links = [attributes.get("href") or "" for _, attributes in page.tags]
    assert not any(source for source in sources)
    assert not any(link.startswith(("http", "//")) for link in links)
    assert "@import" not in pages[case]
    assert len(pages[case].encode()) < 1_500_000


@pytest.mark.parametrize("case", CASES)
def test_a_page_has_one_heading_and_its_landmarks(pages, case):
    page = Page(pages[case])
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("header")
    assert page.all("footer")
    assert page.all("html")[0]["lang"] == case[1]
    assert page.tags[[tag for tag, _ in page.tags].index("body") + 1][1]["class"] == "skip"


@pytest.mark.parametrize("case", CASES)
def test_every_id_is_used_once_and_every_anchor_exists(pages, case):
    page = Page(pages[case])
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    anchors = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    assert set(anchors) <= set(ids)
    for _, attributes in page.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= set(ids)


@pytest.mark.parametrize("case", CASES)
def test_no_page_speaks_of_significance_or_of_cases(pages, case):
    text = Page(pages[case]).text.lower()
    own = text
    for source in sources().values():  # a cited work keeps its title
        own = own.replace(source.field("title").lower(), "")
    # Digits are called significant in both languages; nothing else is.
    own = re.sub(r"significante cijfers|significant digits", "", own)
    assert "signific" not in own
    assert not re.search(r"\b(cases|casussen)\b", text)
    assert "None" not in Page(pages[case]).text
    assert "nan" not in text.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_synthetic_pupils_are_announced_and_real_ones_are_not(pages, language):
    word = {"nl": "Verzonnen leerlingen", "en": "Synthetic pupils"}[language]
    assert word in Page(pages["altra_demo", language, "policy"]).text
    assert word not in Page(pages["quine", language, "policy"]).text


def test_the_answer_holds_the_odds_ratio_and_its_interval_for_researchers(pages):
    text = Page(pages["quine", "nl", "research"]).text
    assert "2,91 (1,36 tot 6,44)" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["quine", "line", "suppressed"])
def test_no_odds_ratio_stands_in_a_report_for_policy(pages, case, language):
    text = Page(pages[case, language, "policy"]).text.casefold()
    assert "odds" not in text


def test_suppressed_estimates_are_named_and_not_counted(pages):
    text = Page(pages["suppressed", "en", "research"]).text
    assert "suppressed" in text


def test_the_term_is_explained_only_where_the_plan_has_it(pages):
    for case in CASES:
        assert pages[case].count("<dt>Thuiszitter</dt>") == (case[0] == "line")


def test_a_report_for_policy_suggests_and_does_not_prescribe(pages):
    text = Page(pages["line", "nl", "policy"]).text
    assert "Deze suggesties komen uit de genoemde bronnen" in text
    assert not re.search(r"\b(moet|moeten|dient te|dienen te)\b", text)


def test_a_student_meets_the_odds_ratio_of_a_table_worked_through(pages):
    text = Page(pages["altra_demo", "en", "student"]).text
    assert "31 to 55 is 0.56; 32 to 200 is 0.16" in text
    assert "are 3.52 times those in the other" in text


def test_a_report_for_policy_says_what_was_suppressed(pages):
    assert "afgeschermd" in Page(pages["suppressed", "nl", "policy"]).text


def test_what_the_cohort_cannot_see_is_named(pages):
    text = Page(pages["line", "nl", "policy"]).text
    assert "Niet gemeten zijn bijvoorbeeld: gezondheidsproblemen" in text


def test_a_researcher_finds_every_item_of_the_checklists(pages):
    page = Page(pages["quine", "en", "research"])
    assert "STROBE" in page.text
    assert "RECORD" in page.text
    assert {"href": "#limits"} in page.all("a")


def with_people(numbers, **told):
    return replace(
        numbers, study=replace(numbers.study, words=replace(numbers.study.words, **told))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_contact_and_funding_stand_where_a_cohort_gives_them_and_nowhere_else(released, language):
    heads = {"nl": ("Contact: ", "Financiering: "), "en": ("Contact: ", "Funding: ")}[language]
    told = {
        "contact": Text("vraag@school.example", "ask@school.example"),
        "funding": Text("Fonds A, zonder invloed op de uitkomsten.", "Fund A, without influence."),
    }
    lines = [
        f"{head}{text.in_language(language)}"
        for head, text in zip(heads, told.values(), strict=True)
    ]
    silent, telling = released["quine"], with_people(released["quine"], **told)
    for audience in AUDIENCES:
        document = make_document(telling, {}, language, audience)
        assert set(lines) <= set(document.footer)
        plain = make_document(silent, {}, language, audience)
        assert not any(line.startswith(heads) for line in plain.footer)
    research = html_page(make_document(telling, {}, language, "research"))
    assert research.count(lines[1]) == 2  # under the data and in the foot
    for present, anchor in ((frozenset({"question", "funding"}), "question"), (frozenset(), "")):
        row = checklist_table(language, present).rows[1 + list(STROBE).index("s22")]
        assert (row.cells[2].anchor or "") == anchor
    fragment = [line.text for line in methods_fragment(telling, language)]
    assert set(lines) <= set(fragment)
    assert not set(lines) & {line.text for line in methods_fragment(silent, language)}

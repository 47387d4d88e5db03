"""Reports are pages on their own, whose sentences follow from the intervals."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from thuiszitters.base.text import Text
from thuiszitters.language.findings import verdict
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.sources import sources
from thuiszitters.report import write_all_reports, write_index
from thuiszitters.report.checklists import STROBE, checklist_table
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.fragments import methods_fragment
from thuiszitters.report.html import html_page
from thuiszitters.report.write import make_document


class Page(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._silent += tag in {"style", "script"}

    def handle_endtag(self, tag):
        self._silent -= tag in {"style", "script"}

    def handle_data(self, data):
        if not self._silent:
            self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


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


@pytest.mark.parametrize(
    ("low", "high", "status", "expected"),
    [
        (1.0001, 3.0, "ok", "higher"),
        (1.0, 3.0, "ok", "open"),
        (0.2, 0.9999, "ok", "lower"),
        (0.2, 1.0, "ok", "open"),
        (0.0, float("inf"), "ok", "open"),
        (1.2, float("inf"), "ok", "higher"),
        (float("nan"), float("nan"), "suppressed", "suppressed"),
        (float("nan"), float("nan"), "not_converged", "none"),
    ],
)
def test_a_verdict_follows_from_the_interval_alone(low, high, status, expected):
    row = {"status": status, "ci_low": low, "ci_high": high, "reason": "", "p_value": 0.9}
    assert verdict(row) == expected


def test_reports_are_written_for_every_language(folders, figure_folders, tmp_path):
    write_all_reports(folders["quine"], figure_folders["quine"], LANGUAGES, tmp_path / "report")
    names = sorted(path.name for path in (tmp_path / "report").iterdir())
    kinds = ("docx", "html", "pdf")
    expected = [
        f"{audience}.{language}.{kind}"
        for audience in AUDIENCES
        for language in LANGUAGES
        for kind in kinds
    ]
    fragments = [
        f"{name}.{language}.{kind}"
        for name in ("methods", "captions")
        for language in LANGUAGES
        for kind in ("md", "docx")
    ]
    assert names == sorted([*expected, *fragments])


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


def test_the_index_leads_to_every_report_that_is_written(folders, tmp_path):
    for name in ("quine", "altra_demo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "numbers").symlink_to(folders[name])
    write_index(["quine", "altra_demo"], LANGUAGES, tmp_path)
    page = Page((tmp_path / "index.html").read_text(encoding="utf-8"))
    links = {attributes["href"] for attributes in page.all("a")}
    assert len(links) == 2 * 3 * 2 * 3 + 2 * (2 * 2 + 1)
    assert "quine/tables/tables.nl.xlsx" in links
    assert "Aboriginal" in page.text
    assert len(page.all("h1")) == 1
    for date in ("schooljaar in of voor 1978", "a school year in or before 1978"):
        assert date in page.text
    assert "quine/report/student.nl.pdf" in links


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

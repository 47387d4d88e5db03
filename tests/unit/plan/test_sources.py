"""One bibliography feeds plans, reports, documentation and the citation file."""

import re
from pathlib import Path

import pytest
import yaml

from thuiszitters.plan.reference import references_page
from thuiszitters.plan.sources import (
    citation,
    cited,
    key_of,
    read_bibliography,
    sources,
    unknown_sources,
)

ROOT = Path(__file__).parents[3]


def test_every_source_has_an_author_a_year_and_a_title_and_a_doi_of_the_right_form():
    for key, source in sources().items():
        assert all(source.field(name) for name in ("author", "year", "title")), key
        assert key == key.casefold()
        assert source.field("year") in key
        if source.field("doi"):
            assert re.fullmatch(r"10\.\d{4,}/\S+", source.field("doi")), key


def test_a_line_that_is_not_understood_is_refused():
    with pytest.raises(ValueError, match="x1999"):
        read_bibliography("@misc{x1999,\n  author = {A},\n  year 1999,\n}\n")
    with pytest.raises(ValueError, match="loose words"):
        read_bibliography("loose words\n")


def test_a_citation_that_is_no_key_stands_as_it_is():
    assert citation("Jansen (2020). Een boek.", "nl") == "Jansen (2020). Een boek."
    assert cited("Jansen (2020). Een boek.", "nl") == "Jansen (2020). Een boek."
    assert list(unknown_sources(["jansen2020", "firth1993", "Jansen (2020)."])) == ["jansen2020"]


def test_every_published_effect_has_its_source_in_the_bibliography():
    lines = (ROOT / "config/literature.csv").read_text(encoding="utf-8").splitlines()[1:]
    named = {re.match(r'"([^"]+)"|([^,]+)', line).group().strip('"') for line in lines}
    assert {name for name in named if key_of(name) is None} == set()


def test_the_page_of_sources_is_up_to_date():
    page = (ROOT / "docs/references.md").read_text(encoding="utf-8")
    assert page == references_page(), "run make reference"


def test_the_citation_file_names_the_study_as_the_bibliography_does():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    study = sources()["binsbergen2021"]
    named = cff["references"][0]
    assert named["title"] == study.field("title")
    assert str(named["year"]) == study.field("year")
    families = [author.split(",")[0] for author in study.authors]
    assert [author["family-names"] for author in named["authors"]] == families

"""The report for researchers."""

import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.sources import cited, sources
from thuiszitters.report.method import method_statements, with_sources
from thuiszitters.report.research import references_section


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["quine", "line", "altra_demo"])
def test_every_source_a_method_names_is_in_the_references(released, name, language):
    numbers = released[name]
    listed = " ".join(references_section(numbers, language).blocks[0].items)
    for one in method_statements(numbers, language):
        for key in one.sources:
            assert sources()[key].field("title") in listed
            assert cited(key, language) in with_sources(one, language)


def test_the_datas_own_source_comes_first(released):
    items = references_section(released["quine"], "en").blocks[0].items
    assert items[0].startswith("Aitkin, M. (1978)")
    assert not any("Van Binsbergen" in item for item in items)

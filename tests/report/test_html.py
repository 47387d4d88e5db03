"""A table as a page."""

import re

from thuiszitters.tables.flow import flow_table
from thuiszitters.tables.html import html_fragment, html_page
from thuiszitters.tables.make import make_tables


def test_headers_have_scopes_and_the_table_has_a_caption(numbers):
    for table in make_tables(numbers, "nl").values():
        page = html_page(table)
        assert page.count("<caption") == page.count("<table") == 1
        assert not re.search(r"<th(?! [^>]*scope)(?![a-z])", page)


def test_labels_are_escaped(released):
    table = flow_table(released["quine"], "en")
    assert "<script" not in html_fragment(table)
    assert "&lt;b&gt;" in html_fragment(type(table)("x", "en", "<b>", table.columns, ()))

"""A report as one self-contained page of HTML."""

import base64
import functools
import json
from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from thuiszitters.base.content_policy import content_policy
from thuiszitters.base.text import LANGUAGES
from thuiszitters.figures.figure import Figure, inline_svg
from thuiszitters.figures.palette import VARIABLES
from thuiszitters.language import say
from thuiszitters.report.document import AUDIENCES, Document, TableBlock, strong_parts
from thuiszitters.tables.html import html_card, html_fragment, stylesheet
from thuiszitters.tables.table import Table

_SCRIPT_WORDS = ("sort", "figure", "copy", "copied", "csv", "svg", "png", "take")


def _strong(text: str) -> Markup:
    """Escaped text with its strong words marked up."""
    pieces = (
        Markup("<strong>{}</strong>").format(piece) if strong else escape(piece)
        for piece, strong in strong_parts(text)
    )
    return Markup("").join(pieces)


def _table(table: Table) -> Markup:
    return Markup(html_fragment(table, inside_report=True))  # noqa: S704  # every text in it has been escaped


def _numbered_table(block: TableBlock) -> Markup:
    made = html_fragment(block.table, inside_report=True, number=block.number)
    return Markup(made)  # noqa: S704  # every text in it has been escaped


def _card(table: Table) -> Markup:
    return Markup(html_card(table))  # noqa: S704  # every text in it has been escaped


def _figure(figure: Figure) -> Markup:
    if figure.svg:
        return Markup(inline_svg(figure))  # noqa: S704  # drawn by us, words escaped
    picture = base64.b64encode(figure.png).decode("ascii")
    return Markup('<img class="figure" alt="{}" src="data:image/png;base64,{}">').format(
        figure.alt, picture
    )


def _rows(rows: Mapping[str, str]) -> Markup:
    """What the parts of a figure say, as JSON that cannot end its own script element."""
    text = json.dumps(dict(rows), ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704  # < has been written as an escape


@functools.cache
def environment() -> Environment:
    """Templates of this package, strict about what they are given."""
    made = Environment(
        loader=PackageLoader("thuiszitters.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"strong": _strong, "table": _table, "svg": _figure, "rows": _rows}
    made.filters |= {"numbered_table": _numbered_table, "card": _card}
    made.tests["kind"] = lambda block, name: type(block).__name__ == name
    return made


def styles() -> str:
    """The rules of every page."""
    folder = resources.files("thuiszitters.report") / "templates"
    return stylesheet() + (folder / "page.css").read_text(encoding="utf-8")


def html_page(document: Document) -> str:
    """Render a report; its links lead to the same report in the other languages."""
    folder = resources.files("thuiszitters.report") / "templates"
    script = (folder / "page.js").read_text(encoding="utf-8")
    words = {key: say(f"report.script.{key}", document.language) for key in _SCRIPT_WORDS}
    script = script.replace("WORDS", json.dumps(words, ensure_ascii=False))
    script = script.replace("COLOURS", json.dumps({v: k for k, v in VARIABLES.items()}))
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            document=document,
            language=document.language,
            say=lambda key, **values: say(key, document.language, **values),
            styles=Markup(styles()),  # noqa: S704  # our own files
            policy=content_policy(script),
            script=Markup(script),  # noqa: S704  # our own file
            other_languages=[
                (
                    language,
                    f"{document.audience}.{language}.html",
                    say("report.language_name", language),
                )
                for language in LANGUAGES
                if language != document.language
            ],
            other_readers=[
                (
                    f"{audience}.{document.language}.html",
                    say(f"report.audience.{audience}", document.language),
                )
                for audience in AUDIENCES
                if audience != document.audience
            ],
            other_formats=[
                (target, say(f"report.format.{kind}", document.language))
                for kind, target in document.links
            ],
        )
    )

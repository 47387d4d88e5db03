"""A report as one self-contained page of HTML."""

import functools
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from thuiszitters.figures.figure import Figure, inline_svg
from thuiszitters.language import say
from thuiszitters.plan.text import LANGUAGES
from thuiszitters.report.document import AUDIENCES, Document, strong_parts
from thuiszitters.tables.html import html_fragment, stylesheet
from thuiszitters.tables.table import Table


def _strong(text: str) -> Markup:
    """Escaped text with its strong words marked up."""
    pieces = (
        Markup("<strong>{}</strong>").format(piece) if strong else escape(piece)
        for piece, strong in strong_parts(text)
    )
    return Markup("").join(pieces)


def _table(table: Table) -> Markup:
    return Markup(html_fragment(table))  # noqa: S704  # every text in it has been escaped


def _figure(figure: Figure) -> Markup:
    return Markup(inline_svg(figure))  # noqa: S704  # drawn by us, words escaped


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("thuiszitters.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"strong": _strong, "table": _table, "svg": _figure}
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    return environment


def html_page(document: Document) -> str:
    """Render a report; its links lead to the same report in the other languages."""
    folder = resources.files("thuiszitters.report") / "templates"
    page_rules = (folder / "page.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            document=document,
            language=document.language,
            say=lambda key, **values: say(key, document.language, **values),
            styles=Markup(stylesheet() + page_rules),  # noqa: S704  # our own files
            other_languages=[
                (
                    language,
                    f"{document.audience}.{language}.html",
                    say("report.language_name", language),
                )
                for language in LANGUAGES
                if language != document.language
            ],
            audiences=AUDIENCES,
        )
    )

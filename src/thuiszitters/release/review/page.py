"""The review page as self-contained HTML."""

import functools
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from thuiszitters.base.content_policy import content_policy
from thuiszitters.base.io import write_text
from thuiszitters.base.text import LANGUAGES, Language
from thuiszitters.language import say
from thuiszitters.release.review.content import CHECKS, Review
from thuiszitters.release.stage import Released
from thuiszitters.results.study import Study
from thuiszitters.results.study_reading import study_from

#: Rules shared with every other page, by their place in the package.
_STYLES = ("tables/table.css", "report/templates/page.css", "release/review/templates/review.css")


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("thuiszitters.release.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def review_page(released: Released, study: Study, language: Language) -> str:
    """What leaves and what stays, for the person who decides.

    Parameters
    ----------
    released
        What the release stage made. No suppressed count is taken from it, only its bounds.
    study
        Labels.
    language
        Of the page; it links to the page in the other language.
    """
    package = resources.files("thuiszitters")
    styles = "".join(package.joinpath(name).read_text(encoding="utf-8") for name in _STYLES)
    others = [
        (other, f"review.{other}.html", say("report.language_name", other))
        for other in LANGUAGES
        if other != language
    ]
    return (
        _environment()
        .get_template("review.html.j2")
        .render(
            say=functools.partial(_say, language),
            styles=Markup(styles),  # noqa: S704  # our own files
            language=language,
            policy=content_policy(),
            other_languages=others,
            title=study.title.in_language(language),
            synthetic=study.synthetic,
            sections=Review(released, study, language).sections(),
            checks=CHECKS,
        )
    )


def write_review(folder: str | Path, released: Released, study: Mapping[str, Any]) -> None:
    """Write the page in every language.

    Parameters
    ----------
    folder
        A restricted folder: the page says how closely an outsider can come to suppressed counts.
    study
        Content of ``study.json``.
    """
    for language in LANGUAGES:
        page = review_page(released, study_from(study), language)
        write_text(Path(folder) / f"review.{language}.html", page)


def _say(language: Language, key: str, **values: object) -> str:
    return say(key, language, **values)

"""One page that leads to every report of every cohort."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from thuiszitters.base.content_policy import content_policy
from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.html import environment, styles
from thuiszitters.results.study import Study

FORMATS = ("html", "pdf", "docx")


def index_page(studies: Mapping[str, Study], languages: Sequence[Language]) -> str:
    """The page for ``results/index.html``; `studies` by the name of their folder."""
    parts = []
    for language in languages:
        cohorts = [
            {
                "title": study.title.in_language(language),
                "question": study.question.in_language(language),
                "synthetic": study.synthetic,
                "readers": [
                    (
                        say(f"report.audience.{audience}", language),
                        [
                            (kind.upper(), f"{folder}/report/{audience}.{language}.{kind}")
                            for kind in FORMATS
                            if kind == "html" or kind in study.file_types
                        ],
                    )
                    for audience in AUDIENCES
                ],
            }
            for folder, study in studies.items()
        ]
        parts.append((language, cohorts))
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            parts=parts,
            say=say,
            styles=Markup(styles()),  # noqa: S704  # our own rules
            first=languages[0],
            policy=content_policy(),
        )
    )

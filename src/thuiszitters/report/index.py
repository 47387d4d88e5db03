"""One page that leads to every report of every cohort."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from thuiszitters.base.content_policy import content_policy
from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.report.answerable_section import answerable_sentence
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.html import environment, styles
from thuiszitters.report.trace import made_facts
from thuiszitters.results.read import Numbers
from thuiszitters.results.study import Study
from thuiszitters.tables.answer_card import result_card
from thuiszitters.tables.answer_words import total_sentence

FORMATS = ("html", "pdf", "docx")


def index_page(released: Mapping[str, Numbers], languages: Sequence[Language]) -> str:
    """The page for ``results/index.html``; `released` by the name of their folder.

    It opens with what was found: the sentence of each cohort's answer. Where numbers are
    suppressed, it leads to what is answered and what is not.
    """
    parts = [
        (language, [_cohort(folder, numbers, language) for folder, numbers in released.items()])
        for language in languages
    ]
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


def _cohort(folder: str, numbers: Numbers, language: Language) -> dict[str, object]:
    """What the page says of one cohort, and where its results are."""
    study = numbers.study
    return {
        "title": study.title.in_language(language),
        "question": study.question.in_language(language),
        "answer": result_card(numbers, language).sentence,
        "total": total_sentence(numbers, language),
        "answerable": answerable_sentence(numbers, language),
        "answerable_at": f"{folder}/report/policy.{language}.html#answerable",
        "facts": " · ".join(made_facts(study, language)),
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
        "further": _further(folder, study, language),
    }


def _further(folder: str, study: Study, language: Language) -> list[tuple[str, str]]:
    """Tables, the text of the methods and the provenance."""
    links = [("methods", f"{folder}/report/methods.{language}.md")]
    if "xlsx" in study.file_types:
        links.insert(0, ("tables", f"{folder}/tables/tables.{language}.xlsx"))
    links.append(("manifest", f"{folder}/manifest.json"))
    return [(say(f"report.format.{kind}", language), target) for kind, target in links]

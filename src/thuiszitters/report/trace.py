"""What a report was made from, how to cite it, and where its other forms are."""

from pathlib import Path

from thuiszitters import __version__
from thuiszitters.base.commit import code_commit
from thuiszitters.base.provenance import file_digest, value_digest
from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.report.document import AUDIENCES, Audience
from thuiszitters.results.read import Numbers
from thuiszitters.results.study import Study

#: Letters of a digest that are printed: enough to tell two releases apart.
_SHORT = 8


def numbers_digest(folder: str | Path) -> str:
    """One digest over every file of a folder of released numbers."""
    files = sorted(file for file in Path(folder).iterdir() if not file.name.startswith("."))
    return value_digest({file.name: file_digest(file) for file in files})[:_SHORT]


def commit_line(language: Language) -> str:
    """Which commit of the program made the report, or that this is not known."""
    commit = code_commit()
    if commit is None:
        return say("report.commit_absent", language)
    key = "report.commit_changed" if commit.changed else "report.commit"
    return say(key, language, commit=commit.name)


def footer_lines(
    numbers: Numbers, language: Language, digest: str, commit: str = ""
) -> tuple[str, ...]:
    """The line of every page, then how to cite the report, whom to ask, its code and licence."""
    study = numbers.study
    facts = made_facts(study, language)
    if digest:
        facts.append(say("report.digest", language, digest=digest))
    title = study.question.in_language(language)
    cited = say(
        "report.cite",
        language,
        title=title,
        cohort=study.title.in_language(language),
        version=__version__,
        digest=digest,
    )
    code = [commit] if commit else []
    people = colophon(study, language)
    return " · ".join(facts), cited, *people, *code, say("report.licence", language)


def made_facts(study: Study, language: Language) -> list[str]:
    """Version and cohort, and the date of its data where that is known."""
    data = _data_date(study, language)
    made = say("report.made_with", language, version=__version__, cohort=study.cohort)
    return [made, data] if data else [made]


def colophon(study: Study, language: Language) -> tuple[str, ...]:
    """Whom readers can ask and who paid, as far as the cohort says so."""
    told = (("contact", study.words.contact), ("funding", study.words.funding))
    return tuple(
        say(f"report.{key}", language, text=text.in_language(language))
        for key, text in told
        if text is not None
    )


def _data_date(study: Study, language: Language) -> str:
    """When the data were taken from their source, or when they were gathered."""
    if study.extraction_date:
        return say("report.data_date", language, date=study.extraction_date)
    if study.words.period is not None:
        period = study.words.period.in_language(language)
        return say("report.data_date", language, date=period)
    return ""


def document_links(
    study: Study, language: Language, audience: Audience
) -> tuple[tuple[str, str], ...]:
    """Other forms of a report that lie in the folder of results."""
    assert audience in AUDIENCES
    links = [(kind, f"{audience}.{language}.{kind}") for kind in ("pdf", "docx")]
    links = [(kind, target) for kind, target in links if kind in study.file_types]
    links += [(name, f"{name}.{language}.md") for name in ("methods", "captions")]
    if "xlsx" in study.file_types:
        links.append(("tables", f"../tables/tables.{language}.xlsx"))
    return (*links, ("manifest", "../manifest.json"))

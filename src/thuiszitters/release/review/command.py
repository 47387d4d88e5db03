"""The command `explain`: what a release says of itself, in sentences."""

from pathlib import Path

from thuiszitters.base.errors import DataError, PlanError, Problem, nearest_name
from thuiszitters.base.io import read_json
from thuiszitters.base.text import LANGUAGES, Language
from thuiszitters.language import say
from thuiszitters.release.review.explanation import explain_release
from thuiszitters.results.records import of_this_version, read_record
from thuiszitters.results.study_reading import study_from

RESULTS = "results"
#: Where the workflow leaves the page for whoever checks the output.
REVIEW = "data/derived/{cohort}/review/review.{language}.html"
#: The record with the rules, which does not leave.
JUDGED = "data/derived/{cohort}/review/release.json"


def explanation(cohort: str, language: str, root: Path | None = None) -> list[str]:
    """Lines about what of a cohort was suppressed.

    Parameters
    ----------
    root
        Project folder; where the command was given when left out.

    Raises
    ------
    AnalysisError
        When the language is unknown, or nothing of the cohort was released.
    """
    if language not in LANGUAGES:
        raise PlanError(Problem("--language", f'found "{language}"', ", ".join(LANGUAGES)))
    spoken: Language = "nl" if language == "nl" else "en"
    results = (root or Path()) / RESULTS
    folder = results / cohort / "numbers"
    if not (folder / "release.json").is_file():
        released = sorted(path.parents[1].name for path in results.glob("*/numbers/release.json"))
        advice = nearest_name(cohort, released) or "Run the workflow first"
        found = f'nothing was released of "{cohort}"'
        raise DataError(Problem(RESULTS, found, ", ".join(released), advice))
    document = read_json(folder / "study.json")
    with of_this_version(folder / "study.json"):
        study = study_from(document)
    inside = (root or Path()) / JUDGED.format(cohort=cohort)
    record = inside if inside.is_file() else folder / "release.json"
    content = read_json(record)
    with of_this_version(record):
        lines = list(explain_release(read_record(content), study, spoken))
    page = Path(REVIEW.format(cohort=cohort, language=spoken))
    kept = ((root or Path()) / page).is_file()
    return [*lines, say("review.where", spoken, page=page.as_posix())] if kept else lines

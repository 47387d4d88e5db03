"""Boxes that warn a student, each with what this cohort shows of it."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import contrasts
from thuiszitters.language.findings import capital, findings
from thuiszitters.language.number_words import in_words
from thuiszitters.plan.sources import cited
from thuiszitters.report.document import Callout
from thuiszitters.results.read import Numbers, n_imputations, number
from thuiszitters.results.rows import StoredRow, records


def boxes(numbers: Numbers, language: Language) -> tuple[Callout, ...]:
    """Reference category, separation, missing values, many tests, events per parameter."""
    made = (
        _reference(numbers, language),
        _separation(numbers, language),
        _missing(numbers, language),
        _tests(numbers, language),
        _events(numbers, language),
    )
    return tuple(
        Callout(say(f"student.box.{name}", language), (text,), kind="example")
        for name, text in made
        if text
    )


def _main(numbers: Numbers) -> StoredRow:
    fits, model = numbers.fits, numbers.study.main_model.name
    return records(fits[(fits["model"] == model) & (fits["model_kind"] == "adjusted")])[0]


def _reference(numbers: Numbers, language: Language) -> tuple[str, str]:
    """The first factor of the main model, with the level it is compared with."""
    for finding in findings(numbers, numbers.study.main_model.name):
        if finding.predictor.reference is not None:
            values = {
                "label": finding.predictor.label.in_language(language),
                "reference": finding.reference_label(language),
            }
            return "reference", say("student.box.reference_text", language, **values)
    return "reference", ""


def _separation(numbers: Numbers, language: Language) -> tuple[str, str]:
    """A group in which no pupil, or every pupil, has the outcome, where one is released."""
    tables = [numbers.estimates, *(numbers.more[n] for n in ("combinations",) if n in numbers.more)]
    for table in tables:
        for row in records(table):
            pupils, events = number(row["n_pupils"]), number(row["n_events"])
            if pupils > 1 and events == 0:
                n = number_format.count(pupils, language)
                text = say("student.box.separation_seen", language, n=n)
                general = say("student.box.separation_text", language)
                return "separation", f"{general} {text}"
    return "separation", say("student.box.separation_text", language)


def _missing(numbers: Numbers, language: Language) -> tuple[str, str]:
    times = n_imputations(numbers)
    if times:
        m = number_format.count(times, language)
        return "missing", say("student.box.missing_imputed", language, m=m)
    return "missing", say("student.box.missing_text", language)


def _tests(numbers: Numbers, language: Language) -> tuple[str, str]:
    n = contrasts(numbers)
    if n < 2:
        return "tests", ""
    return "tests", capital(say("student.box.tests_text", language, n=in_words(n, language)))


def _events(numbers: Numbers, language: Language) -> tuple[str, str]:
    per = number(_main(numbers)["events_per_parameter"])
    source = cited("smeden2016", language)
    if per != per:
        return "events", ""
    shown = number_format.events_per_parameter(per, language)
    return "events", say("student.box.events_text", language, per=shown, source=source)

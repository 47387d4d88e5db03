"""How the numbers of a report were made: one statement per thing that was computed.

A statement looks at the released tables, and at the plan only for what no table holds. What was
asked for but not done is therefore never told.
"""

import importlib.metadata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from thuiszitters import __version__
from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.certainty import FACTOR_ROOM, POINTS, ROOM
from thuiszitters.language.answer.evidence import answers
from thuiszitters.language.empty_pairs import SUPPRESSED
from thuiszitters.language.findings import joined
from thuiszitters.plan.sources import cited
from thuiszitters.report.document import Paragraph, Section
from thuiszitters.report.method_intervals import interval_statements
from thuiszitters.report.sections import section
from thuiszitters.report.statement import Statement
from thuiszitters.results.read import Numbers, n_imputations

_PACKAGES = ("numpy", "scipy", "pandas")
#: Parts that are about complete pupils even where the main result is imputed.
_COMPLETE = (
    "blocks",
    "fits",
    "decompositions",
    "interactions",
    "checks",
    "screen",
    "problem_count",
)
#: Sources of each check of a model.
_CHECKS = {
    "auc": ("delong1988",),
    "calibration_slope": ("harrell2015",),
    "le_cessie_van_houwelingen": ("hosmer1997",),
    "hosmer_lemeshow": ("hosmer2013",),
    "collinearity": ("fox1992",),
    "linearity": ("harrell2015",),
    "influence": ("cook1977",),
}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes statements in one language about one cohort."""

    numbers: Numbers
    language: Language

    def __call__(self, key: str, *sources: str, **values: object) -> Statement:
        text = say(f"methods.{key}", self.language, **values)
        return Statement(key, text, sources)

    def listed(self, names: Iterable[str]) -> str:
        """Labels of predictors as a list."""
        study = self.numbers.study
        labels = (study.predictors[name].label.in_language(self.language) for name in names)
        return joined((label[:1].lower() + label[1:] for label in labels), self.language)


def method_statements(numbers: Numbers, language: Language) -> tuple[Statement, ...]:
    """Everything that was done, in the order of a methods section."""
    return tuple(one for group in _subjects(numbers, language) for one in group)


def method_paragraphs(numbers: Numbers, language: Language) -> tuple[str, ...]:
    """The same as text: one paragraph per subject, with the source of each method."""
    return tuple(
        " ".join(with_sources(one, language) for one in group)
        for group in _subjects(numbers, language)
    )


def _subjects(numbers: Numbers, language: Language) -> tuple[tuple[Statement, ...], ...]:
    """The statements by subject; a subject about which nothing was done is left out."""
    write = _Writer(numbers, language)
    made = (
        _models(write),
        _missing(write),
        interval_statements(numbers, language),
        _certainty(write),
        _effects(write),
        _checks(write),
        _further(write),
        _absence(write),
        _release(write),
    )
    return tuple(group for group in map(tuple, made) if group)


def method_sources(numbers: Numbers) -> tuple[str, ...]:
    """Sources of every method that was used, each once."""
    told = method_statements(numbers, "en")
    return tuple(dict.fromkeys(key for one in told for key in one.sources))


def method_section(numbers: Numbers, language: Language) -> Section:
    """How the numbers were made, with the source of each method."""
    return section("method", language, *map(Paragraph, method_paragraphs(numbers, language)))


def with_sources(statement: Statement, language: Language) -> str:
    """A statement with its sources in brackets."""
    if not statement.sources:
        return statement.text
    sources = "; ".join(cited(key, language) for key in statement.sources)
    text = say("methods.cited", language, text=statement.text.rstrip("."), sources=sources)
    return f"{text}."


def release_section(numbers: Numbers, language: Language) -> Section:
    """Under which rules the numbers left the restricted folder."""
    return section("release", language, release_paragraph(numbers, language))


def release_paragraph(numbers: Numbers, language: Language) -> Paragraph:
    """The same, for a report too short to give it a section."""
    words = numbers.study.disclosure_statement.in_language(language)
    told = words[:1].upper() + words[1:]
    if numbers.study.synthetic:
        told = f"{say('release.synthetic', language)} {told}"
    return Paragraph(told)


def _models(write: _Writer) -> Iterator[Statement]:
    study, language = write.numbers.study, write.language
    yield write("design", "hosmer2013", plan=study.plan_title.in_language(language))
    absent = [label.in_language(language) for label in study.not_measured]
    if absent:
        yield write("not_measured", list=joined(absent, language))
    inside = [label.in_language(language) for label in study.kept_inside]
    if inside:
        yield write("kept_inside", list=joined(inside, language))
    fits = write.numbers.fits
    adjusted = fits[fits["model_kind"] == "adjusted"]
    by = {str(row.model): str(row.estimator) for row in adjusted.itertuples()}
    firth = [study.models[name].label.in_language(language) for name in by if by[name] == "firth"]
    used = set(by.values())
    if "firth" in used and "ml" in used:
        sources = ("firth1993", "heinze2002")
        yield write("estimator.mixed", *sources, list=joined(firth, language))
    elif "firth" in used:
        yield write("estimator.firth", "firth1993", "heinze2002")
    elif "ml" in used:
        yield write("estimator.ml")
    if used - {"firth", "ml"}:
        yield write("estimator.suppressed")
    if study.estimation.estimator == "auto":
        yield write("estimator.auto", "konis2007", "heinze2002")
    spec = study.estimation
    limits = (spec.caution_events, spec.strong_caution_events)
    limit, strong = (number_format.count(value, language) for value in limits)
    yield write("caution", "smeden2016", limit=limit, strong=strong)
    yield write("characteristics", "austin2009")


def _missing(write: _Writer) -> Iterator[Statement]:
    """What was done with missing values."""
    numbers, language = write.numbers, write.language
    times = n_imputations(numbers)
    if times:
        m = number_format.count(times, language)
        yield write("missing.imputed", "buuren2018", m=m)
        there = {"blocks", "fits", *numbers.more} - {
            name for name, table in numbers.more.items() if table.empty
        }
        parts = [say(f"methods.missing.part.{n}", language) for n in _COMPLETE if n in there]
        parts += [
            say("methods.missing.part.model", language, label=model.label.in_language(language))
            for model in numbers.study.models.values()
            if model.complete_pupils
        ]
        yield write("missing.complete_parts", list=joined(parts, language))
        return
    used = {name for model in numbers.study.models.values() for name in model.predictors}
    table = numbers.characteristics
    missing = set(table.loc[table["row"] == "missing", "predictor"])
    yield write(f"missing.{'left_out' if used & missing else 'none'}")


def _certainty(write: _Writer) -> Iterator[Statement]:
    language = write.language
    found = answers(write.numbers)
    if any(one.evidence.p_holm == one.evidence.p_holm for one in found):
        yield write("holm", "holm1979")
    yield write(
        "grades",
        room=number_format.decimal(ROOM, 1, language),
        points=number_format.decimal(POINTS, 2, language),
        factor=number_format.decimal(FACTOR_ROOM, 2, language),
    )


def _absence(write: _Writer) -> Iterator[Statement]:
    more = write.numbers.more
    if "absences" in more and not more["absences"].empty:
        yield write("absence", "wilson1927")
    if "returns" in more and not more["returns"].empty:
        yield write("returns", "kaplan1958", "kalbfleisch2002")


def _effects(write: _Writer) -> Iterator[Statement]:
    more, run = write.numbers.more, write.numbers.study.run
    if "risks" in more and not more["risks"].empty:
        yield from _risks(write, more["risks"])
    if not write.numbers.blocks.empty:
        tested = write.numbers.blocks["lr_p"].notna().any()
        test = f" {say('methods.blocks_test', write.language)}" if tested else ""
        yield write("blocks", test=test)
    methods = set(more["decompositions"]["method"]) if "decompositions" in more else set()
    if "khb" in methods:
        yield write("khb", "karlson2012")
    if "natural_effects" in methods and run.resamples is not None:
        resamples = number_format.count(run.resamples, write.language)
        yield write("natural_effects", "vanderweele2015", "efron1987", resamples=resamples)
    if "interactions" in more and not more["interactions"].empty:
        yield write("interactions", "hosmer1992", "richardson2009")
    if "subgroups" in more and not more["subgroups"].empty:
        yield write("subgroups", "knol2012")
    if "group_risks" in more and more["group_risks"]["risk"].notna().any():
        yield write("group_risks", "muller2014")
    if "curves" in more and not more["curves"].empty:
        yield write("curves", "harrell2015")


def _risks(write: _Writer, risks: pd.DataFrame) -> Iterator[Statement]:
    yield write("risks", "muller2014")
    if (risks["estimator"] == "ml").any():
        yield write("risks_ml")
    if (risks["estimator"] == "firth").any():
        yield write("risks_firth", "puhr2017")
    named = risks["empty_pairs"].dropna()  # an older release did not look for them
    if (named != SUPPRESSED).any():
        yield write("empty_pairs", "westreich2010")


def _checks(write: _Writer) -> Iterator[Statement]:
    more, run = write.numbers.more, write.numbers.study.run
    yield write("fit", "tjur2009")
    made = set(more["checks"]["check"]) if "checks" in more else set()
    for check, sources in _CHECKS.items():
        if check not in made:
            continue
        if check == "calibration_slope":
            if run.resamples is not None:
                n = number_format.count(run.resamples, write.language)
                yield write(f"check.{check}", *sources, resamples=n)
            continue
        yield write(f"check.{check}", *sources)
    if "calibration" in more and not more["calibration"].empty and run.group_events is not None:
        n = number_format.count(run.group_events, write.language)
        yield write("calibration", "wilson1927", events=n)
    if "learners" in more and not more["learners"].empty:
        yield write("learners", "ledell2015")


def _further(write: _Writer) -> Iterator[Statement]:
    more, run = write.numbers.more, write.numbers.study.run
    if "screen" in more and not more["screen"].empty and run.screen_min_pupils is not None:
        pupils = number_format.count(run.screen_min_pupils, write.language)
        adjusted = _adjusted(run.screen_adjust_for, write)
        yield write("screen", "benjamini1995", "firth1993", pupils=pupils, adjusted=adjusted)
    if "problem_count" in more and not more["problem_count"].empty:
        yield write("problem_count", adjusted=_adjusted(run.problem_count_adjust_for, write))
    if "hypotheses" in more and not more["hypotheses"].empty:
        yield write("hypotheses", "holm1979")
    if "literature" in more and (more["literature"]["measure"] == "correlation").any():
        yield write("literature", "borenstein2009")


def _adjusted(names: tuple[str, ...], write: _Writer) -> str:
    """For what something was adjusted; nothing when for nothing."""
    if not names:
        return ""
    return f" {say('methods.adjusted_for', write.language, list=write.listed(names))}"


def _release(write: _Writer) -> Iterator[Statement]:
    study, language = write.numbers.study, write.language
    digits = study.run.significant_digits
    shown = number_format.count(digits, language)
    yield write("rounding.release", digits=shown) if digits else write("rounding.all")
    if study.run.round_to > 1:
        yield write("rounding.counts", n=number_format.count(study.run.round_to, language))
    seed = study.run.seed
    said = say("methods.seed", language, seed=seed) if seed is not None else ""
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    yield write("software", version=__version__, seed=said, **versions)

"""Which intervals and tests the odds ratios have, read from the rows that hold them."""

from collections.abc import Iterator

import pandas as pd

from thuiszitters.base.covariances import INDEPENDENT, kind_of
from thuiszitters.base.text import Language
from thuiszitters.language import known, number_format, say
from thuiszitters.language.findings import joined
from thuiszitters.report.statement import Statement
from thuiszitters.results.read import Numbers, n_imputations

#: Estimates that a table of odds ratios prints.
_PRINTED = ("crude", "adjusted")
#: Sources of each covariance.
_ROBUST = {
    "cr1": ("cameron2015",),
    "cr2": ("bell2002", "pustejovsky2018"),
    "gee": ("liang1986",),
}
_SEVERAL = 2
#: What is computed as if every pupil were alone, as the notes of those tables say.
_WITHOUT_SITES = ("decompositions", "interactions", "checks", "screen", "problem_count")


def interval_statements(numbers: Numbers, language: Language) -> Iterator[Statement]:
    """How intervals and p-values of the printed odds ratios were made."""
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    rows = _estimated(numbers.estimates)
    pooled = rows["n_imputations"] > 0 if "n_imputations" in rows else pd.Series(False, rows.index)
    if pooled.any():
        yield from _pooled(numbers, rows[pooled], level, language)
    rest = rows[~pooled]
    for interval in dict.fromkeys(rest["interval"]):
        yield from _plain(rest[rest["interval"] == interval], interval, level, language)
    yield from _sites(numbers, language)


def _sites(numbers: Numbers, language: Language) -> Iterator[Statement]:
    """Whether pupils of one site being alike was allowed for, and how."""
    spec = numbers.study.estimation
    n = number_format.count(spec.sites, language)
    if spec.clusters != "none":
        known = "sites" if spec.sites else "unnamed"
        yield Statement("clusters", say(f"methods.clusters.{known}", language, n=n))
        kind = kind_of(spec.covariance, clustered=True).lower()
        text = say(f"methods.clusters.{kind}", language)
        yield Statement(f"clusters.{kind}", text, _ROBUST[kind])
        there = [n for n in _WITHOUT_SITES if n in numbers.more and not numbers.more[n].empty]
        if there:
            parts = joined((say(f"methods.missing.part.{n}", language) for n in there), language)
            text = say("methods.clusters.elsewhere", language, list=parts)
            yield Statement("clusters.elsewhere", text)
        return
    if spec.covariance in INDEPENDENT:
        key = f"clusters.{spec.covariance.lower()}"
        yield Statement(key, say(f"methods.{key}", language))
    if spec.sites >= _SEVERAL:
        yield Statement("clusters.ignored", say("methods.clusters.ignored", language, n=n))


def _estimated(estimates: pd.DataFrame) -> pd.DataFrame:
    """Printed rows that hold an interval."""
    printed = estimates[estimates["model_kind"].isin(_PRINTED)]
    return printed[printed["ci_low"].notna() & printed["interval"].notna()]


def _pooled(
    numbers: Numbers, rows: pd.DataFrame, level: str, language: Language
) -> Iterator[Statement]:
    if (rows["interval"] == "wald").any():
        text = say("methods.interval.pooled", language, level=level)
        yield Statement("interval.pooled", text, ("rubin1987", "barnard1999"))
    if (rows["interval"] == "profile").any():
        text = say("methods.interval.pooled_profile", language)
        yield Statement("interval.pooled_profile", text, ("heinze2013",))
    tests = numbers.global_tests
    several = tests[tests["model_kind"].isin(_PRINTED) & (tests["df"] > 1)]
    if n_imputations(numbers) and not several.empty and (several["test"] == "wald").any():
        text = say("methods.interval.pooled_factor", language)
        yield Statement("interval.pooled_factor", text, ("li1991", "reiter2007"))
    complete = _estimated(numbers.complete_cases)
    if not complete.empty and (complete["interval"] == "profile").any():
        text = say("methods.interval.complete_profile", language)
        yield Statement("interval.complete_profile", text, ("venzon1988",))


def _plain(
    rows: pd.DataFrame, interval: str, level: str, language: Language
) -> Iterator[Statement]:
    """Intervals of one kind, over no imputations."""
    if interval == "profile":
        if (rows["estimator"] != "firth").any():
            text = say("methods.interval.profile", language, level=level)
            yield Statement("interval.profile", text, ("venzon1988",))
        if (rows["estimator"] == "firth").any():
            text = say("methods.interval.profile_firth", language, level=level)
            yield Statement("interval.profile_firth", text, ("heinze2002",))
    elif interval == "wald":
        yield Statement("interval.wald", say("methods.interval.wald", language, level=level))
    else:
        name = f"word.interval.{interval}"
        method = say(name, language) if known(name) else interval
        text = say("methods.interval.other", language, level=level, method=method)
        yield Statement("interval.other", text)

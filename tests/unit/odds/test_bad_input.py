"""Every wrong input gets one sentence that says what is wrong and what to do."""

from itertools import cycle, islice

import pytest

from thuiszitters.base.errors import AnalysisError
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds

Y = [0, 1, 1, 0, 0, 1]
A = [3.5, 2, 8, 1, 9.25, 4, 7, 6, 5, 11, 10, 12]
OUTCOMES = "0 and 1, true and false, yes and no, or ja and nee; an empty cell is left out"
NO_COUNTS = (
    't.csv: column "w": rows 3, 6, 9 and 12 hold no counts of pupils. Allowed: whole numbers of 0 '
    "or more. Weights that are no counts (inverse probability, survey) need another method."
)


def table(head: str, *columns, n: int = 12) -> str:
    filled = [list(islice(cycle(column), n)) for column in columns]
    lines = [",".join(map(str, row)) for row in zip(*filled, strict=True)]
    return "\n".join([head, *lines]) + "\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Write a table, run `odds` on it from its folder."""
    monkeypatch.chdir(tmp_path)

    def go(content: str | bytes, predictors: str = "a", **options):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "t.csv").write_bytes(data)
        return run_odds(request_from("t.csv", "y", [predictors], **options))

    return go


WRONG_TABLES = {
    "a text of many signs among the groups": (
        table("y,a", Y, ["x", "y" * 301]),
        {},
        (
            't.csv: column "a": a text of 301 signs. Allowed: names of groups, of at most 300 '
            "signs. Shorten it, or leave the column out."
        ),
    ),
    "an outcome with three numbers": (
        table("y,a", [0, 1, 2], A),
        {},
        f't.csv: column "y": 3 different numbers; an outcome has two. Allowed: {OUTCOMES}.',
    ),
    "an outcome with three texts": (
        table("y,a", ["x", "y", "z"], A),
        {},
        f't.csv: column "y": 3 different texts; an outcome has two. Allowed: {OUTCOMES}.',
    ),
    "an outcome of two texts": (
        table("y,a", ["good", "bad"], A),
        {},
        (
            't.csv: column "y": 2 different texts; which of them is the outcome is not clear. '
            f"Allowed: {OUTCOMES}."
        ),
    ),
    "an outcome of 1 and 2": (
        table("y,a", [1, 2], A),
        {},
        (
            't.csv: column "y": 2 different numbers; which of them is the outcome is not clear. '
            f"Allowed: {OUTCOMES}."
        ),
    ),
    "an outcome that is empty": (
        table("y,a", [""], A),
        {},
        't.csv: column "y": every cell is empty.',
    ),
    "an outcome with one value": (
        table("y,a", [0], A),
        {},
        't.csv: column "y": every row has the outcome 0, so nothing can be estimated.',
    ),
    "a predictor that is empty": (
        table("y,a", Y, [""]),
        {},
        't.csv: column "a": every cell is empty. Leave it out.',
    ),
    "a header that names a column twice": (
        table("y,a,a", Y, A, A),
        {},
        't.csv: the column "a" stands in the header 2 times. Rename one of them.',
    ),
    "a column that is not there": (
        table("y,age", Y, A),
        {"predictors": "aeg"},
        't.csv: the column "aeg" is missing. Allowed: y, age. Did you mean "age"?',
    ),
    "an infinite number": (
        table("y,a", Y, [1.5, "inf", 3, 4]),
        {},
        (
            't.csv: column "a": rows 3, 7 and 11: an infinite number. Allowed: finite numbers, or '
            "empty."
        ),
    ),
    "a negative infinite number": (
        table("y,a", Y, [1.5, 2, "-Infinity"], n=3),
        {},
        't.csv: column "a": row 4: an infinite number. Allowed: finite numbers, or empty.',
    ),
    "counts below 0": (table("y,a,w", Y, A, [1, -2, 3]), {"counts": "w"}, NO_COUNTS),
    "counts that are fractions": (table("y,a,w", Y, A, [1, 0.5, 3]), {"counts": "w"}, NO_COUNTS),
    "counts that are texts": (table("y,a,w", Y, A, [1, "x", 3]), {"counts": "w"}, NO_COUNTS),
    "counts that are empty": (table("y,a,w", Y, A, [1, "", 3]), {"counts": "w"}, NO_COUNTS),
    "counts that are all 0": (
        table("y,a,w", Y, A, [0]),
        {"counts": "w"},
        't.csv: column "w": every count is 0.',
    ),
    "no clusters left": (
        table("y,a,g", Y, A, [""]),
        {"cluster": "g"},
        't.csv: column "g": no row that is used has a cluster.',
    ),
    "one cluster": (
        table("y,a,g", Y, A, ["s"]),
        {"cluster": "g"},
        (
            't.csv: column "g": all rows that are used have the same cluster. Allowed: two '
            "clusters "
            "or more. Leave out --cluster."
        ),
    ),
    "words among numbers": (
        table("y,a", Y, [*range(20, 50), "unknown"], n=62),
        {},
        (
            't.csv: column "a": 2 of 62 cells are not a number (rows 32 and 63). Allowed: '
            "numbers, or "
            "empty. If these mean not known, name them with --missing."
        ),
    ),
    "texts where a number is asked": (
        table("y,a", Y, ["x", "z"], n=2),
        {"numeric": ["a"]},
        (
            't.csv: column "a": 2 of 2 cells are not a number (rows 2 and 3). Allowed: numbers, or '
            "empty. If these mean not known, name them with --missing."
        ),
    ),
    "free text": (
        table("y,a", Y, [f"remark {i}" for i in range(60)], n=60),
        {},
        (
            't.csv: column "a": 60 different texts, which look like names or remarks. Allowed: at '
            "most 50 groups. If they are groups, say --factor a."
        ),
    ),
    "far too many groups": (
        table("y,a", Y, [f"g{i}" for i in range(210)], n=420),
        {"factor": ["a"]},
        't.csv: column "a": 210 different values. Allowed: at most 200 groups.',
    ),
    "a reference nobody has": (
        table("y,a", Y, ["x", "yy", "z"]),
        {"reference": ["a=zz"]},
        (
            't.csv: column "a": --reference names "zz", which no row has. Allowed: x, yy, z. '
            'Did you mean "z"?'
        ),
    ),
    "no complete row": (
        table("y,a,b", Y, [1, ""], ["", 1]),
        {"predictors": "a,b"},
        (
            "t.csv: no row has a value in every column that is used. Leave out the column "
            "with most "
            "empty cells."
        ),
    ),
    "one outcome among complete rows": (
        table("y,a", [0, 1], [5, ""]),
        {},
        "t.csv: all 6 rows that are complete have the outcome 0, so nothing can be estimated.",
    ),
    "numbers beyond computing": (
        table("y,a", Y, [f"{x}e300" for x in A]),
        {},
        (
            't.csv: column "a": the numbers are too large or too small to compute with. Allowed: a '
            "largest number between 1e-100 and 1e+100, or empty."
        ),
    ),
    "dates in text": (
        table("y,a", Y, ["31-01-2020", "1-2-2020", "03/04/2021"]),
        {},
        (
            't.csv: column "a": holds dates. Allowed: numbers or groups. Make an age or a period '
            "of it first."
        ),
    ),
    "dates of the month": (
        table("y,a", Y, ["1 jan 2020", "2 mrt 2020", "31 december 2021"]),
        {},
        (
            't.csv: column "a": holds dates. Allowed: numbers or groups. Make an age or a period '
            "of it first."
        ),
    ),
    "dates without signs": (
        table("y,a", Y, [20200131, 20200201, 20191231, 20200229]),
        {},
        (
            't.csv: column "a": holds dates, written without signs. Allowed: numbers or groups. '
            "If these are numbers, say --numeric a."
        ),
    ),
    "percentages": (
        table("y,a", Y, [f"{i}%" for i in range(20)], n=60),
        {},
        (
            't.csv: column "a": numbers with a sign of money, per cent or thousands. Allowed: '
            "numbers such as 1234.5 or 1234,5. Take the signs out, or say --factor a."
        ),
    ),
    "thousands between signs": (
        table("y,a", Y, [f"{i}'100" for i in range(1, 21)], n=60),
        {},
        (
            't.csv: column "a": numbers with a sign of money, per cent or thousands. Allowed: '
            "numbers such as 1234.5 or 1234,5. Take the signs out, or say --factor a."
        ),
    ),
    "more pupils than can be counted": (
        table("y,a,w", Y, A, ["9e18"]),
        {"counts": "w"},
        (
            't.csv: column "w": the counts add up to more than 9,007,199,254,740,992 pupils. '
            "Allowed: counts of pupils."
        ),
    ),
    "a header without the end of its line": (
        "y,a",
        {},
        "t.csv: there are column names but no rows.",
    ),
    "a header alone": ("y,a\n", {}, "t.csv: there are column names but no rows."),
    "an empty file": ("", {}, "t.csv: the file is empty (0 bytes)."),
    "a picture": (
        b"%PDF-1.4 and so on",
        {},
        (
            "t.csv: this is not a text file but a PDF file. Allowed: CSV: text with "
            "separators. Open it in the program that wrote it, and save the table as CSV, Parquet, "
            ".xlsx or .sav."
        ),
    ),
}


@pytest.mark.parametrize(
    ("content", "options", "sentence"), WRONG_TABLES.values(), ids=WRONG_TABLES.keys()
)
def test_a_wrong_table_gets_its_sentence(run, content, options, sentence):
    with pytest.raises(AnalysisError) as caught:
        run(content, **options)
    assert str(caught.value) == sentence


WRONG_WORDS = {
    "the outcome as a predictor": (
        {"predictors": "a,y"},
        '--predictors: "y" is named under --outcome as well. A column has one use.',
    ),
    "a predictor named twice": (
        {"predictors": "a,a"},
        '--predictors: "a" is named twice. Name every column once.',
    ),
    "a predictor named as the intercept": (
        {"predictors": "a,(Intercept)"},
        '--predictors: "(Intercept)" has another meaning here. Rename the column.',
    ),
    "no predictor": (
        {"predictors": " , "},
        "--predictors: no column is named. Allowed: one column or more.",
    ),
    "one column for cluster and counts": (
        {"cluster": "g", "counts": "g"},
        '--cluster: "g" is named under --counts as well. A column has one use.',
    ),
    "groups and a number": (
        {"factor": ["a"], "numeric": ["a"]},
        '--numeric: "a" is named under --factor as well. Choose one.',
    ),
    "a reference of a number": (
        {"reference": ["a=1"], "per": ["a=5"]},
        '--per: "a" is named under --reference as well. Choose one.',
    ),
    "a level in percent": (
        {"level": 95},
        "--level: 95. Allowed: a proportion between 0 and 1, such as 0.95.",
    ),
    "a step of 0": ({"per": ["a=0"]}, '--per: found "a=0". Allowed: a number above 0.'),
    "a reference without a group": (
        {"reference": ["a"]},
        '--reference: found "a". Allowed: column=value.',
    ),
    "a reference of another column": (
        {"reference": ["b=x"]},
        '--reference: "b" is not among the predictors. Allowed: a.',
    ),
    "an estimator nobody knows": (
        {"estimator": "frith"},
        '--estimator: found "frith". Allowed: auto, ml, firth. Did you mean "firth"?',
    ),
    "a format nobody knows": (
        {"formats": ["jsn"]},
        '--format: found "jsn". Allowed: csv, json, html, docx, xlsx, tex. Did you mean "json"?',
    ),
    "a language nobody knows": (
        {"language": "fr"},
        '--language: found "fr". Allowed: nl, en.',
    ),
}


@pytest.mark.parametrize(("options", "sentence"), WRONG_WORDS.values(), ids=WRONG_WORDS.keys())
def test_a_wrong_option_gets_its_sentence(run, options, sentence):
    with pytest.raises(AnalysisError) as caught:
        run(table("y,a", Y, A), **options)
    assert str(caught.value) == sentence


def test_all_problems_of_a_table_come_together(run):
    content = table("y,a,b,w", [0, 1, 2], [""], [1.5, "inf"], [1, -1])
    with pytest.raises(AnalysisError) as caught:
        run(content, predictors="a,b", counts="w")
    assert len(caught.value.problems) == 4


def test_a_file_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text("y,a\n")
    with pytest.raises(AnalysisError) as caught:
        run_odds(request_from("dta.csv", "y", ["a"]))
    assert str(caught.value) == 'dta.csv: there is no such file. Did you mean "data.csv"?'


SMALL = [f"{x * 1e-6:.7f}" for x in A]
NOTICES = {
    "a step far longer than the range": (
        table("y,a", Y, SMALL, n=36),
        {},
        (
            "a: a step of 1 is so long against the differences in the table that its odds ratio "
            "says nothing. Choose a shorter one: --per a=1e-06."
        ),
    ),
    "one number written in three ways": (
        table("y,a", Y, ["0", "1", "-0.0", "2", "2.0"], n=60),
        {},
        (
            "a: whole numbers with 3 different values (0 to 2), taken as a number, with one odds "
            "ratio per step. If they are codes of groups, say --factor a; if not, --numeric a ends "
            "this question."
        ),
    ),
    "a step far shorter than the range": (
        table("y,a", Y, [round(x * 1e6 + 0.5) for x in A], n=36),
        {"numeric": ["a"]},
        (
            "a: a step of 1 is so short against the differences in the table that its odds ratio "
            "rounds to 1. Choose a longer one: --per a=1e+06."
        ),
    ),
    "a column that others nearly determine": (
        table("y,a,b", Y, A, [x + 1e-5 * (i % 5) for i, x in enumerate(A)], n=120),
        {"predictors": "a,b"},
        (
            "b: the odds ratio is beyond reading, because other predictors determine this column "
            "almost exactly. Leave one of them out."
        ),
    ),
    "one group": (
        table("y,a,b", Y, ["x"], A),
        {"predictors": "a,b"},
        "a: every row has the same value, so there is nothing to compare.",
    ),
    "a reference without complete rows": (
        table("y,a,b", [0, 1, 1, 0], ["x", "yy", "z"], ["", 2.5, 3, "", 4, 1], n=36),
        {"predictors": "a,b"},
        (
            'a: no complete row has "x", so groups are compared with "yy". Another one: '
            "--reference a=<group>."
        ),
    ),
    "points that may part thousands": (
        table("y,a", Y, [f"{i}.100" for i in range(1, 13)]),
        {},
        "a: the point was read as a decimal point. If it parts thousands, take it out.",
    ),
    "a missing code nobody has": (
        table("y,a", Y, A),
        {"missing": ["a=99"]},
        'a: no cell is "99", which --missing names.',
    ),
    "two clusters": (
        table("y,a,g", [0, 1, 1], A, ["s", "t"], n=36),
        {"cluster": "g"},
        (
            "g: 2 clusters; intervals and p-values are Wald's with the cluster-robust covariance "
            "CR2 and Satterthwaite's degrees of freedom. The likelihood takes pupils as "
            "independent, so there is no likelihood-ratio test."
        ),
    ),
    "two clusters by CR1": (
        table("y,a,g", [0, 1, 1], A, ["s", "t"], n=36),
        {"cluster": "g", "covariance": "CR1"},
        (
            "g: 2 clusters; intervals and p-values are Wald's with the cluster-robust covariance "
            "CR1 and the t distribution with 1 degree of freedom. The likelihood takes pupils as "
            "independent, so there is no likelihood-ratio test."
        ),
    ),
    "one event": (
        table("y,a,b", [1, *[0] * 11], A, [0, 1]),
        {"predictors": "a,b"},
        (
            "The model estimates 2 numbers from 1 pupil in the smaller outcome group. That asks "
            "too much of the data. Use fewer predictors."
        ),
    ),
    "more parameters than events": (
        table("y,a,b,c,d", [0, 0, 0, 1, 0, 0], A, [1, 0, 0], [0, 1], [1, 1, 1, 0]),
        {"predictors": "a,b,c,d"},
        (
            "The model estimates 4 numbers from 2 pupils in the smaller outcome group. That "
            "asks too "
            "much of the data. Use fewer predictors."
        ),
    ),
    "a predictor that is the outcome": (
        table("y,a", Y, Y),
        {},
        "a: gives the outcome of every row exactly. Is it the outcome itself?",
    ),
    "clusters of one row": (
        table("y,a,g", Y, A, range(12)),
        {"cluster": "g"},
        (
            "g: every cluster has one row. The standard errors are then the robust ones for "
            "pupils who "
            "do not influence each other."
        ),
    ),
    "rows without a cluster": (
        table("y,a,g", Y, A, ["s", "t", "u", ""]),
        {"cluster": "g"},
        "g: 3 rows without a cluster left out.",
    ),
    "cells that say NA": (
        table("y,a", Y, [*A, "NA"], n=30),
        {},
        (
            'a: 2 cells with "NA" taken as not known. If that is wrong, name what means not known '
            'with --missing (--missing "" for empty cells only).'
        ),
    ),
    "empty cells": (
        table("y,a", Y, [*A, ""], n=30),
        {},
        "2 rows of 30 left out, because a cell is empty (a 2).",
    ),
    "an empty outcome": (table("y,a", [*Y, ""], A), {}, "y: 1 row without an outcome left out."),
    "few whole numbers": (
        table("y,a", Y, [1, 2, 3, 2]),
        {},
        (
            "a: whole numbers with 3 different values (1 to 3), taken as a number, with one "
            "odds ratio "
            "per step. If they are codes of groups, say --factor a; if not, --numeric a ends this "
            "question."
        ),
    ),
    "a reference that was chosen": (
        table("y,a", Y, ["boy", "girl"], n=9),
        {},
        'a: 2 groups, each compared with "boy". Another one: --reference a=<group>.',
    ),
    "decimal commas": (
        table("y,a", Y, A).replace(",", ";").replace(".", ","),
        {},
        "a: numbers with a decimal comma.",
    ),
    "groups that differ in capitals": (
        table("y,a", Y, ["boy", "Boy", "girl", "girl"]),
        {},
        (
            "a: groups that differ in capitals only are kept apart; correct the file if they "
            "are the "
            "same."
        ),
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize(("content", "options", "sentence"), NOTICES.values(), ids=NOTICES.keys())
def test_what_was_decided_is_said(run, content, options, sentence):
    assert sentence in [one.said("en") for one in run(content, **options).notices]


def test_nothing_is_said_when_nothing_was_decided(run):
    assert run(table("y,a", Y, A)).notices == ()
    assert run(table("y,a", ["yes", "no"], ["nee", "ja", "ja"])).notices == ()


def test_no_message_holds_a_value_of_a_pupil(run):
    content = table("y,a", Y, [*range(20, 50), "secret remark"], n=62)
    with pytest.raises(AnalysisError) as caught:
        run(content)
    assert "secret" not in str(caught.value)

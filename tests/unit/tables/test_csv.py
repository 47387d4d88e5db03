"""The long table behind a table, for machines: every digit, and no formula."""

import csv
import io

import pandas as pd

from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.table import Table

WORDS = ["a, b", 'say "x"', "two\nlines", "é", "", None]


def read(frame):
    table = Table("t", "nl", "Tabel", (), (), stored=lambda: frame)
    return list(csv.reader(io.StringIO(csv_text(table))))


def test_words_come_back_as_they_are():
    head, *rows = read(pd.DataFrame({"word": WORDS, "other": "x"}))
    assert head == ["word", "other"]
    assert [row[0] for row in rows] == [word or "" for word in WORDS]


def test_rows_without_a_frame_are_written_as_those_of_one():
    frame = pd.DataFrame({
        "word": ["a", None, "=b"], "n": pd.array([1, None, 3], "Int64"), "value": [0.1, None, 1e-9],
    })  # fmt: skip
    written = csv_text(Table("t", "nl", "Tabel", (), (), stored=frame))
    rows = tuple(
        {"word": word, "n": n, "value": value}
        for word, n, value in (("a", 1, 0.1), (float("nan"), None, float("nan")), ("=b", 3, 1e-9))
    )
    assert csv_text(Table("t", "nl", "Tabel", (), (), stored=rows)) == written
    assert written == "word,n,value\na,1,0.1\n,,\n'=b,3,1e-09\n"


def test_numbers_keep_every_digit():
    values = [0.1, 1 / 3, 1e-300, -2.5]
    _, *rows = read(pd.DataFrame({"value": values, "n": range(4)}))
    assert [float(row[0]) for row in rows] == values
    assert [row[1] for row in rows] == ["0", "1", "2", "3"]


def test_a_label_that_a_spreadsheet_would_run_is_a_text():
    _, *rows = read(pd.DataFrame({"word": ["=1+1", "@x", "+a", "-5", "-a"], "other": 1}))
    assert [row[0] for row in rows] == ["'=1+1", "'@x", "'+a", "-5", "'-a"]

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


def test_numbers_keep_every_digit():
    values = [0.1, 1 / 3, 1e-300, -2.5]
    _, *rows = read(pd.DataFrame({"value": values, "n": range(4)}))
    assert [float(row[0]) for row in rows] == values
    assert [row[1] for row in rows] == ["0", "1", "2", "3"]


def test_a_label_that_a_spreadsheet_would_run_is_a_text():
    _, *rows = read(pd.DataFrame({"word": ["=1+1", "@x", "+a", "-5", "-a"], "other": 1}))
    assert [row[0] for row in rows] == ["'=1+1", "'@x", "'+a", "-5", "'-a"]

"""docs/results.md says what every released column means."""

from pathlib import Path

from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.reference import PAGE, results_reference

ROOT = Path(__file__).parents[3]


def test_the_page_is_the_one_the_declarations_give():
    written = (ROOT / PAGE).read_text(encoding="utf-8")
    assert written == results_reference(), "run: make reference"


def test_every_released_column_is_on_the_page():
    page = results_reference()
    for table in TABLES.values():
        section = page.split(f"## `{table.name}.parquet`")[1].split("\n## ")[0]
        assert all(f"| `{column.name}` |" in section for column in table.released)

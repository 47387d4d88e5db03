"""A folder whose parts belong together: Parquet or text, and the sentence when one differs."""

import datetime

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

HEADER = ["nummer", "geslacht", "geboren", "school"]
ROWS = [
    ["001", "m", datetime.date(2006, 9, 3), "Oost"],
    ["002", "v", datetime.date(2007, 2, 14), "West"],
]
TEXT = {"2019.csv": "001;m;03-09-2006;Oost\n", "2020.csv": "002;v;14-02-2007;West\n"}

DIFFERS = (
    'the column "school" is missing; the parts of a folder must have the same columns. '
    "Export the parts again in one way, or put the one that differs elsewhere."
)


@pytest.fixture
def parquet(delivery):
    """Pupils in two Parquet files."""
    delivery.file("pupils")["path"] = "delen"
    (delivery.root / "delen").mkdir()
    for number, row in enumerate(ROWS):
        write_part(delivery, f"deel-{number}.parquet", pd.DataFrame([row], columns=HEADER))
    return delivery


@pytest.fixture
def years(delivery):
    """Pupils in a text file per year."""
    delivery.file("pupils")["path"] = "jaren"
    (delivery.root / "jaren").mkdir()
    for name, row in TEXT.items():
        (delivery.root / "jaren" / name).write_text(";".join(HEADER) + "\n" + row)
    return delivery


def write_part(delivery, name, frame):
    frame.to_parquet(delivery.root / "delen" / name)


def test_both_kinds_of_folder_give_the_pupils_of_one_file(delivery, request):
    expected = delivery.read().pupils
    for kind in ("parquet", "years"):
        assert request.getfixturevalue(kind).read().pupils.equals(expected)


def test_parts_have_their_own_order_of_columns_encoding_and_separator(years):
    expected = years.read().pupils
    content = "school,geboren,nummer,geslacht\nWest,14-02-2007,002,v\n"
    (years.root / "jaren/2020.csv").write_text(content, encoding="utf-16")
    assert years.read().pupils.equals(expected)


def test_what_other_programs_leave_beside_the_parts_is_no_part(parquet):
    (parquet.root / "delen/_SUCCESS.csv").write_text("")
    (parquet.root / "delen/.deel-0.parquet").write_text("x")
    assert len(parquet.read().pupils) == 2


def test_a_parquet_part_without_a_column_is_named(parquet):
    write_part(parquet, "deel-1.parquet", pd.DataFrame([ROWS[1][:3]], columns=HEADER[:3]))
    assert parquet.sentences() == [f"delen: deel-1.parquet: {DIFFERS}"]


def test_a_text_part_without_a_column_is_named(years):
    (years.root / "jaren/2020.csv").write_text("nummer;geslacht;geboren\n002;v;14-02-2007\n")
    assert years.sentences() == [f"jaren: 2020.csv: {DIFFERS}"]


def test_a_part_that_stores_numbers_where_another_stores_texts_is_named(parquet):
    write_part(parquet, "deel-1.parquet", pd.DataFrame([[2, *ROWS[1][1:]]], columns=HEADER))
    assert parquet.sentences() == [
        (
            'delen: deel-1.parquet: the column "nummer" holds numbers, in the first part it holds '
            "texts. Export the parts again in one way."
        )
    ]


@pytest.mark.parametrize("kind", [pa.int16(), pa.int64(), pa.float64()])
def test_numbers_of_another_width_are_the_same_numbers(parquet, kind):
    parquet.file("pupils")["columns"]["score"] = {"from": "score", "kind": "number"}
    for number, one in enumerate((pa.int32(), kind)):
        path = parquet.root / f"delen/deel-{number}.parquet"
        table = pq.read_table(path).append_column("score", pa.array([number + 6], type=one))
        pq.write_table(table, path)
    assert parquet.read().pupils["score"].tolist() == [6.0, 7.0]


def test_a_column_that_only_another_part_has_may_not_hold_citizen_service_numbers(years):
    content = f"{';'.join(HEADER)};kenmerk\n002;v;14-02-2007;West;111222333\n"
    (years.root / "jaren/2020.csv").write_text(content)
    (sentence,) = years.sentences()
    assert sentence.startswith('jaren: column "kenmerk": this looks like citizen service numbers')


def test_a_row_is_named_with_the_part_it_stands_in(years):
    for name, row in TEXT.items():
        path = years.root / "jaren" / name
        path.write_text(path.read_text() + "\n".join([row.replace("m;", "q;").replace("v;", "q;")]))
    years.file("pupils")["columns"]["pupil_id"] = "nummer"
    assert years.sentences() == [
        (
            'jaren: column "geslacht": 2 of 4 rows are not a value that "sex" lists '
            '(row 3 of 2019.csv and row 3 of 2020.csv). Allowed: "m", "v" or empty. '
            'Correct the file, or list the value under "missing" of this column.'
        )
    ]


def test_a_bad_row_is_named_with_its_part(years):
    (years.root / "jaren/2020.csv").write_text(";".join(HEADER) + "\n002;v\n")
    (sentence,) = years.sentences()
    assert sentence.startswith("jaren: 2020.csv: row 2 has 2 cells, the header has 4.")


def test_half_a_parquet_part_is_named(parquet):
    path = parquet.root / "delen/deel-1.parquet"
    path.write_bytes(path.read_bytes()[:200])
    assert parquet.sentences() == ["delen: deel-1.parquet: this is not a whole Parquet file."]


def test_a_folder_of_two_kinds_is_refused(parquet):
    (parquet.root / "delen/2020.csv").write_text("nummer\n003\n")
    assert parquet.sentences() == [
        (
            "delen: the folder holds Parquet and text files. Allowed: parts of one kind. "
            "Put what does not belong there elsewhere."
        )
    ]


@pytest.mark.parametrize("kind", ["parquet", "years"])
def test_a_part_that_changes_while_it_is_read(kind, request, monkeypatch):
    from thuiszitters.intake import scan

    delivery, genuine = request.getfixturevalue(kind), scan._of_parquet
    folder = delivery.root / delivery.file("pupils")["path"]

    def read_slowly(*arguments):
        part = sorted(folder.iterdir())[1]
        cells = genuine(*arguments)
        part.write_bytes(part.read_bytes() + b" ")
        return cells

    monkeypatch.setattr(scan, "_of_parquet", read_slowly)
    delivery.cohort["files"] = {"pupils": delivery.file("pupils")}
    words = {"nl": "x", "en": "x"}
    delivery.cohort["outcome"] = {"recorded": {"column": "x", "label": words, "meaning": words}}
    (sentence,) = delivery.sentences()
    assert sentence.endswith("the file changed while it was read. Run again when it is done.")
    assert sentence.startswith(f"{folder.name}: {sorted(folder.iterdir())[1].name}")

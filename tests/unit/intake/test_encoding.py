"""The encoding of a text file is found from its bytes, or the file is refused in a sentence."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.intake.encoding import inspect_text, signature


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("één".encode(), "utf-8"),
        ("één".encode("utf-8-sig"), "utf-8"),
        ("één".encode("utf-16"), "utf-16"),
        ("één".encode("cp1252"), "windows-1252"),
    ],
)
def test_each_encoding_is_found(tmp_path, data, encoding):
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    assert inspect_text(file, "a.csv").encoding == encoding


def test_an_odd_number_of_quotation_marks_is_seen(tmp_path):
    file = tmp_path / "a.csv"
    for text, is_open in (('a,"b"', False), ('a,"b', True)):
        file.write_text(text, encoding="utf-8")
        assert inspect_text(file, "a.csv").open_quote is is_open


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b"PK\x03\x04aa", "zip"), ("é".encode() + b"\xe9", "UTF-8")]
)
def test_what_is_no_text_in_one_encoding_is_refused(tmp_path, data, said):
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(DataError, match=said):
        inspect_text(file, "a.csv")


def test_a_text_has_no_signature():
    assert signature(b"pupil_id;code") == ""
    assert "Parquet" in signature(b"PAR1")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('[{"nr": 1}]', "JSON"),
        ('{\n  "nr": 1}', "JSON"),
        ("{\\rtf1 a}", "document"),
        ("PARE", "password"),
    ],
)
def test_a_text_that_is_no_table_shows_nothing_of_itself(tmp_path, text, kind):
    file = tmp_path / "a.csv"
    file.write_text(text)
    with pytest.raises(DataError, match=kind) as caught:
        inspect_text(file, "a.csv")
    assert "nr" not in str(caught.value)


@pytest.mark.parametrize("data", [b"nr;age", "nr;age".encode("utf-16-le"), b"a"])
def test_a_file_that_is_said_to_be_utf_16_begins_with_its_mark(tmp_path, data):
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(DataError, match="byte order mark of a file in UTF-16"):
        inspect_text(file, "a.csv", "utf-16")

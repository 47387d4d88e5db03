"""A source stays the same while it is read."""

import pytest


@pytest.mark.thorough
def test_both_kinds_of_folder_give_the_pupils_of_one_file(delivery, request):
    expected = delivery.read().pupils
    for kind in ("parquet", "years"):
        assert request.getfixturevalue(kind).read().pupils.equals(expected)


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

"""Groups of codes become constructs."""


def test_groups_become_constructs_without_what_contains_the_outcome(proposed):
    content, text = proposed
    groups = {name: part["codes"] for name, part in content["constructs"].items()}
    assert list(groups.values()) == [["A100"], ["D400"], ["E100"]]
    (school,) = [part for part in content["constructs"].values() if part["codes"] == ["E100"]]
    assert school["except_codes"] == ["E103", "E104"]
    assert "# left out: the code B100, fewer than 10 pupils have it" in text
    topics = [part["topics"] for part in content["predictors"].values()]
    assert topics[:2] == [["sex"], ["age"]]

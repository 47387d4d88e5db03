"""Whether two predictors together are more than the sum of both."""

from dataclasses import replace

from thuiszitters.tables.interactions import BEYOND, interactions_table


def test_a_test_heads_the_measures_of_its_pair(released):
    numbers = released["line"]
    stored = numbers.more["interactions"]
    table = interactions_table(numbers, "en")
    kinds = ["data" if one in BEYOND else "group" for one in stored["measure"]]
    assert [row.kind for row in table.rows] == kinds
    assert all(" × " in row.cells[0].text for row in table.rows if row.kind == "group")


def test_a_suppressed_pair_has_no_number(released):
    numbers = released["line"]
    hidden = numbers.more["interactions"].assign(
        estimate=float("nan"), low=float("nan"), high=float("nan"), p_value=float("nan"),
        status="suppressed", reason="suppressed",
    )  # fmt: skip
    table = interactions_table(
        replace(numbers, more={**numbers.more, "interactions": hidden}), "nl"
    )
    assert not any(cell.values for row in table.rows for cell in row.cells)

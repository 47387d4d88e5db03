"""What a draft may show of values."""

from tests.unit.setup.draft.drafted_files import draft_cohort


def test_no_value_that_few_pupils_share_stands_in_a_draft(capj, root):
    rows = "".join(
        f"{n:03d};{'mv'[n % 2]};{'zeldzaam' if n < 9 else 'gewoon'}\n" for n in range(40)
    )
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht;soort\n{rows}")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    assert "gewoon" in text
    assert "zeldzaam" not in text

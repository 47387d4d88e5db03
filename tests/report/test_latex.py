"""Tables in LaTeX."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from thuiszitters.tables.journal import JOURNALS, in_style
from thuiszitters.tables.latex import latex_text
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.steps import steps_table

LATEX = shutil.which("tectonic") or shutil.which("pdflatex")


def test_latex_escapes_signs_and_closes_what_it_opens(tables):
    text = latex_text(tables["odds_ratios"])
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") == 1
    assert "42,0\\%" in text
    assert "²" not in latex_text(tables["model_fit"])


def test_latex_columns_are_together_as_wide_as_the_text(tables):
    columns = latex_text(tables["odds_ratios"]).split("\\caption")[0]
    shares = re.findall(r"dimexpr ([\d.]+).linewidth", columns)
    assert len(shares) == len(tables["odds_ratios"].columns)
    assert sum(map(float, shares)) == pytest.approx(1, abs=0.001)


@pytest.mark.skipif(LATEX is None, reason="no TeX is installed")
@pytest.mark.parametrize("journal", JOURNALS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_latex_compiles_and_fits_the_page(released, language, journal, tmp_path):
    """Every table of a cohort that has all of them, in one document."""
    tables = make_tables(released["line"], language).values()
    text = "\n".join(latex_text(in_style(table, journal)) for table in tables)
    head = "\\documentclass[a4paper]{article}\\usepackage[utf8]{inputenc}"
    head += "\\usepackage{array,booktabs,longtable,pdflscape}\\begin{document}"
    (tmp_path / "t.tex").write_text(f"{head}\n{text}\n\\end{{document}}\n", encoding="utf-8")
    assert LATEX is not None
    run = subprocess.run(
        [LATEX, "t.tex"],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]
    wide = re.findall(r"Overfull .hbox \(([\d.]+)pt", run.stdout)
    assert max(map(float, wide), default=0.0) < 3


def test_latex_breaks_a_head_over_narrow_columns_and_knows_the_signs_of_formulas(released):
    table = steps_table(released["altra_demo"], "nl")
    steps = latex_text(replace(table, title="π/√3 ≤ 2"))
    assert "$\\pi$/$\\surd$3 $\\leq$ 2" in steps
    assert "\\multicolumn{1}{c}" not in steps
    # One head per column of numbers, as wide as that column.
    rooms = re.findall(r"p\{(\\dimexpr .*?\\relax)\}", steps.split("\\toprule")[0])
    heads = re.findall(r"multicolumn\{1\}.*?p\{(\\dimexpr .*?\\relax)\}", steps)
    assert heads == 2 * rooms[1:]

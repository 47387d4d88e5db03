"""Every format holds the result; what cannot be handed over is refused first."""

import io
import zipfile
from dataclasses import replace

import pytest

from thuiszitters.base.errors import AnalysisError, PlanError
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.output import check_output, hand_over


@pytest.fixture
def result(ohio, tmp_path):
    return run_odds(
        request_from(
            ohio,
            "resp",
            ["age,smoke"],
            numeric=["age"],
            cluster="id",
            formats=["csv,json,html,docx,xlsx,tex"],
            out=tmp_path,
        )
    )


@pytest.mark.thorough
def test_every_format_is_written_and_none_is_empty(result, tmp_path):
    hand_over(result)
    written = list(tmp_path.iterdir())
    assert {path.suffix for path in written} == {
        *(".csv", ".json", ".html", ".docx", ".xlsx", ".tex", ".svg", ".png")
    }
    assert all(path.stat().st_size > 500 for path in written)
    for form in ("docx", "xlsx"):
        content = (tmp_path / f"odds_ratios.en.{form}").read_bytes()
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


@pytest.mark.thorough
def test_what_a_reader_must_know_stands_below_the_table(result, tmp_path):
    hand_over(result)
    page = (tmp_path / "odds_ratios.en.html").read_text()
    assert "537 clusters" in page
    assert "no rules for release were applied" in page


@pytest.mark.parametrize(
    ("form", "start"), [("csv", "model,"), ("html", "<!DOCTYPE"), ("json", "{")]
)
def test_one_format_of_text_goes_to_the_terminal(birthwt, capsys, form, start):
    hand_over(run_odds(request_from(birthwt, "low", ["age"], formats=[form])))
    assert capsys.readouterr().out.startswith(start)


def test_a_workbook_needs_a_folder():
    with pytest.raises(AnalysisError) as caught:
        check_output(request_from("x.csv", "y", ["a"], formats=["xlsx"]))
    sentence = "--format: xlsx cannot be printed on a terminal. Name a folder with --out."
    assert str(caught.value) == sentence


ODD_LABELS = [
    "$5$ \\frac{x}",
    "<b>&'q'</b>",
    "[bold red]x[/]",
    "a|b=c, d",
    "é😀 日本",
    "{brace} %s",
]


@pytest.mark.thorough
def test_no_sign_in_a_label_breaks_a_format(tmp_path):
    lines = [f'{i % 7 % 2},"{ODD_LABELS[i % 6]}"' for i in range(120)]
    lines += [f'1,"{ODD_LABELS[3]} always"'] * 9  # separated, so that a reason names the label
    data = tmp_path / "odd.csv"
    data.write_text('y,"$a$ {b}_[c]"\n' + "\n".join(lines) + "\n", encoding="utf-8")
    formats = ["csv,json,html,docx,xlsx,tex"]
    options = {"formats": formats, "risks": True, "out": tmp_path / "out"}
    request = request_from(str(data), "y", ["$a$ {b}_[c]"], **options)
    result = run_odds(request)
    assert result.adjusted.estimator == "firth"
    hand_over(result)
    hand_over(replace(result, request=replace(request, formats=(), out=None)))
    page = (tmp_path / "out/odds_ratios.en.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;" in page
    assert "日本" in (tmp_path / "out/forest.en.svg").read_text(encoding="utf-8")


def test_odds_writes_nothing_below_a_file(tmp_path):
    from thuiszitters.odds.output import check_output
    from thuiszitters.odds.request import request_from

    (tmp_path / "taken").write_text("x")
    request = request_from("a.csv", "y", "x", out=tmp_path / "taken" / "below" / "it")
    with pytest.raises(PlanError, match="is a file"):
        check_output(request)

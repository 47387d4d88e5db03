"""What `odds_ratios` gives back: numbers as frames, tables, a figure, files."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from thuiszitters.base.errors import AnalysisError, PlanError, Problem, nearest_name, raise_problems
from thuiszitters.base.text import LANGUAGES, Language
from thuiszitters.interface.tidy import glance_frame, group_risk_frame, risk_frame, tidy_frame
from thuiszitters.interface.words import in_python, said_in_python
from thuiszitters.odds.request import DEFAULT_FORMATS, FORMATS
from thuiszitters.odds.result import OddsResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from thuiszitters.interface.shown import ShownTable

#: Formats of `save`: those of the command line, and of the figure.
SAVED = (*FORMATS, "svg", "png")
#: How a table can be written; "journal" is what most medical journals print.
STYLES = ("plain", "journal", "bmj", "jama", "apa", "spss")


class OddsFit:
    """Crude and adjusted odds ratios of one table; made by `thuiszitters.odds_ratios`.

    A terminal shows it as the command line does, Jupyter as a table.

    Examples
    --------
    >>> import thuiszitters as th
    >>> from thuiszitters.verify.cases import shipped_cases
    >>> quine = shipped_cases()[1].request.data
    >>> fit = th.odds_ratios(quine, "absent20", ["aboriginal", "slow_learner"])
    >>> fit.tidy().loc[1:, ["term", "estimate", "conf_low", "conf_high"]].round(2)
                 term  estimate  conf_low  conf_high
    1    aboriginal=1      2.76      1.34       5.82
    2  slow_learner=1      0.84      0.40       1.74
    >>> fit.glance()[["nobs", "events"]].to_dict("records")
    [{'nobs': 146, 'events': 45}]
    """

    def __init__(self, result: OddsResult) -> None:
        self._result = result

    @property
    def notices(self) -> tuple[str, ...]:
        """What was decided or left out, one sentence each."""
        language = self._result.request.language
        return tuple(in_python(one.said(language)) for one in self._result.notices)

    @property
    def complete_cases(self) -> "OddsFit | None":
        """After imputation, the same on complete rows; else None."""
        beside = self._result.complete
        return None if beside is None else OddsFit(beside)

    def tidy(
        self,
        *,
        exponentiate: bool = True,
        model: Literal["adjusted", "crude", "both"] = "adjusted",
        reference_rows: bool = False,
    ) -> pd.DataFrame:
        """One row per term, with the names of R's broom.

        Parameters
        ----------
        exponentiate
            Odds ratios; without, log odds. The standard error is of the log odds in both.
        model
            Which model.
        reference_rows
            Whether the levels that others are compared with have a row, without numbers.

        Returns
        -------
        DataFrame
            ``term``, ``estimate``, ``std_error``, ``p_value``, ``conf_low``, ``conf_high``, then
            ``predictor``, ``level``, ``reference``, ``model``, ``n``, ``events``, ``status`` and
            ``reason``. A number that does not exist is NaN; ``status`` says why.
        """
        allowed = ("adjusted", "crude", "both")
        raise_problems(_choice("model", model, allowed), PlanError)
        return tidy_frame(
            self._result, model, exponentiate=exponentiate, reference_rows=reference_rows
        )

    def glance(self) -> pd.DataFrame:
        """One row about the adjusted model as a whole, with the names of broom."""
        return glance_frame(self._result)

    def risks(self) -> pd.DataFrame:
        """Standardised risks, differences and ratios per level.

        The chance of the outcome if every pupil had the level, beside that if every pupil had the
        reference, averaged over the pupils of the table; intervals by the delta method. The number
        needed is 1 over the difference, negative for one fewer; where its two ends differ in sign,
        the interval runs from the negative one through infinity to the positive one (Altman 1998).
        """
        return risk_frame(self._result)

    def group_risks(self, *groups: Mapping[str, object]) -> pd.DataFrame:
        """Predicted risk of groups of pupils, such as ``{"smoke": "1", "race": "white"}``.

        Every row gets these levels and keeps what the group leaves open; the predicted risks are
        averaged. About a group that the table holds, never about one pupil.

        Returns
        -------
        DataFrame
            One row per group: ``group``, ``n``, ``events``, ``risk``, ``risk_low``, ``risk_high``,
            ``estimator``, ``status`` and ``reason``; no number for a group that no row is in.
        """
        return group_risk_frame(self._result, groups)

    def table(self, style: str = "plain", language: str | None = None) -> "ShownTable":
        """Crude beside adjusted odds ratios, as printed.

        Parameters
        ----------
        style
            ``plain``, ``bmj`` (also as ``journal``), ``jama``, ``apa``, or ``spss`` for the layout
            of SPSS.
        language
            ``en`` or ``nl``; that of the call when not given.
        """
        from thuiszitters.interface.shown import ShownTable
        from thuiszitters.odds.output import odds_tables
        from thuiszitters.odds.record import as_numbers
        from thuiszitters.tables.journal import in_style
        from thuiszitters.tables.spss import spss_table

        raise_problems(_choice("style", style, STYLES), PlanError)
        result = self._in(language)
        if style == "spss":
            return ShownTable(spss_table(as_numbers(result), result.request.language))
        journal: Any = "bmj" if style == "journal" else style
        return ShownTable(in_style(odds_tables(result)[0], journal))

    def forest(self, ax: "Axes | None" = None, language: str | None = None) -> "Axes":
        """Draw crude and adjusted odds ratios on matplotlib axes; new ones when none are given."""
        from thuiszitters.interface.forest import draw_forest

        return draw_forest(self._in(language), ax)

    def save(
        self, folder: str | Path, formats: str | Iterable[str] = DEFAULT_FORMATS
    ) -> list[Path]:
        """Write tables and figure into a folder, as ``thuiszitters odds --out`` does.

        Parameters
        ----------
        formats
            Of csv, json, html, docx, xlsx, tex, svg and png.

        Returns
        -------
        list of Path
            What was written. The same table gives the same bytes.
        """
        from thuiszitters.base.io import write_bytes
        from thuiszitters.odds.options import listed
        from thuiszitters.odds.output import check_output, odds_tables, table_files

        wanted = listed(formats) if isinstance(formats, str) else list(formats)
        bad = [problem for one in wanted for problem in _choice("formats", one, SAVED)]
        raise_problems(bad, PlanError)
        kept = tuple(one for one in FORMATS if one in wanted)
        request = replace(self._result.request, formats=kept, out=Path(folder))
        result = replace(self._result, request=request)
        try:
            check_output(request)
        except AnalysisError as error:
            raise said_in_python(error) from None
        files = table_files(result, odds_tables(result)) if kept else {}
        files |= _figure_files(result, wanted)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            write_bytes(Path(folder) / name, data)
        return [Path(folder) / name for name in files]

    def to_statsmodels(self) -> Any:
        """The adjusted model as a fitted GLM of statsmodels, for everything that takes one.

        The coefficients are the same; intervals and p-values are Wald's of statsmodels.

        Raises
        ------
        EstimationError
            After Firth's method or imputation, which a GLM does not hold.
        """
        from thuiszitters.interface.to_glm import glm_of

        return glm_of(self._result)

    def _in(self, language: str | None) -> OddsResult:
        if language is None:
            return self._result
        raise_problems(_choice("language", language, LANGUAGES), PlanError)
        chosen: Language = "nl" if language == "nl" else "en"
        return replace(self._result, request=replace(self._result.request, language=chosen))

    def __repr__(self) -> str:
        from thuiszitters.interface.shown import printed
        from thuiszitters.odds.output import odds_tables, print_result

        result = self._result
        shown = printed(lambda console: print_result(result, odds_tables(result), console))
        return "\n".join((shown, *self._further(result)))

    def _repr_html_(self) -> str:
        from thuiszitters.interface.shown import html_of
        from thuiszitters.odds.output import odds_tables

        return html_of(odds_tables(self._result), self._further(self._result))

    def _further(self, result: OddsResult) -> list[str]:
        """Notices that do not stand below the table already."""
        language = result.request.language
        return [in_python(one.said(language)) for one in result.notices if not one.for_readers]


def _choice(where: str, found: object, allowed: Iterable[str]) -> list[Problem]:
    names = list(allowed)
    if found in names:
        return []
    near = nearest_name(found, names) if isinstance(found, str) else ""
    return [Problem(where, f'found "{found}"', ", ".join(names), near)]


def _figure_files(result: OddsResult, wanted: Iterable[str]) -> dict[str, bytes | str]:
    kinds = [one for one in ("svg", "png") if one in wanted]
    if not kinds:
        return {}
    from thuiszitters.figures.forest import forest_plot
    from thuiszitters.odds.record import as_numbers

    numbers, language = as_numbers(result), result.request.language
    figure = forest_plot(numbers, numbers.study.main_model, language, "forest")
    return {f"forest.{language}.{kind}": getattr(figure, kind) for kind in kinds}

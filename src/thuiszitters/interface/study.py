"""The workflow for frames: a plan, the tables of a cohort, what may leave and the reports."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base.errors import AnalysisError, PlanError, Problem
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.interface.restricted import COHORT, Workplace
from thuiszitters.interface.stages import released_numbers, stage_tables
from thuiszitters.plan.cohort import TABLE_NAMES

if TYPE_CHECKING:
    from thuiszitters.interface.results import Results

Cohort = Mapping[str, Any] | str | Path


class Study:
    """A plan of a project, to be run on tables in memory.

    Parameters
    ----------
    plan
        A file ``config/plans/<name>.yaml`` of a project; its outcome definitions, disclosure
        profiles and code lists are used.

    Raises
    ------
    PlanError
        When there is no such file below ``config/plans``.
    """

    def __init__(self, plan: str | Path) -> None:
        self.file = Path(plan).resolve()
        inside = self.file.parent.parts[-2:] == ("config", "plans")
        if not inside or not self.file.is_file():
            found = "there is no such plan" if inside else "this is no plan of a project"
            raise PlanError(Problem(str(plan), found, "config/plans/<name>.yaml of a project"))
        self.root = self.file.parents[2]

    def run(
        self,
        *,
        pupils: object,
        classifications: object = None,
        absences: object = None,
        cohort: Cohort | None = None,
    ) -> "StudyResult":
        """Build the cohort, fit every model of the plan, and apply the disclosure profile.

        The stages are those of the workflow, in a temporary folder that only its owner can open
        and that goes when the result goes.

        Parameters
        ----------
        pupils, classifications, absences
            Frames in the canonical columns of ``data/README.md``, or with the columns that
            `cohort` maps. Also the path of a file.
        cohort
            What else a cohort file says: a mapping with keys such as ``outcome``,
            ``reference_date`` and ``disclosure``, or a cohort file whose ``files`` these frames
            stand for. The profile is ``rule_of_10`` unless it names another.

        Raises
        ------
        AnalysisError
            With every problem of the first stage that has one.
        """
        frames = dict(zip(TABLE_NAMES, (pupils, classifications, absences), strict=True))
        given = _cohort(cohort)
        place = Workplace(self.root)
        try:
            place.write({name: one for name, one in frames.items() if one is not None})
            slices = place.slices(given, self.file.stem)
            tables = stage_tables(place, slices)
            return StudyResult(place, given, self.file.stem, tables, slices)
        except AnalysisError as error:
            raise place.named(error) from None


class StudyResult:
    """A study that was run; only what disclosure control lets through can be read from it."""

    def __init__(
        self,
        place: "Workplace",
        cohort: Mapping[str, Any],
        plan: str,
        tables: Mapping[str, Any],
        slices: Mapping[str, Any],
    ) -> None:
        self._place, self._cohort, self._plan = place, cohort, plan
        self._tables, self._slices = tables, slices
        self._numbers: dict[str | None, Path] = {None: released_numbers(place, slices, tables)}

    @property
    def results(self) -> "Results":
        """The released tables, under the profile of the cohort."""
        return self.released()

    def released(self, profile: str | None = None) -> "Results":
        """The released tables under a profile of ``config/disclosure.yaml``."""
        from thuiszitters.interface.results import read_results

        return read_results(self._folder(profile))

    def report(
        self, audience: str = "research", language: str = "en", profile: str | None = None
    ) -> "str":
        """A report as one HTML page that loads nothing from elsewhere.

        Parameters
        ----------
        audience
            ``policy``, ``research`` or ``student``.
        language
            ``nl`` or ``en``.
        """
        from thuiszitters.interface.pages import report_page

        return report_page(self._folder(profile), audience, language)

    def _folder(self, profile: str | None) -> Path:
        if profile not in self._numbers:
            changed = {**self._cohort, "disclosure": profile}
            try:
                slices = self._place.slices(changed, self._plan)
                # A plan keeps predictors inside under a profile that suppresses: other tables.
                same = slices["plan"] == self._slices["plan"]
                tables = self._tables if same else stage_tables(self._place, slices)
                self._numbers[profile] = released_numbers(self._place, slices, tables)
            except AnalysisError as error:
                raise self._place.named(error) from None
        return self._numbers[profile]

    def __repr__(self) -> str:
        return repr(self.results)


def _cohort(given: Cohort | None) -> dict[str, Any]:
    """What a cohort file says, from a file or a mapping."""
    if given is None:
        return {}
    if isinstance(given, str | Path):
        given = read_yaml(Path(given))
    if not isinstance(given, Mapping):
        found = f"found a value of type {type(given).__name__}"
        raise PlanError(Problem(COHORT, found, "a mapping, or the path of a cohort file"))
    return dict(given)

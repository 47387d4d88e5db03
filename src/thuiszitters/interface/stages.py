"""The stages of the workflow one after another, each with the function its rule calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base.io import read_json, read_table, write_json
from thuiszitters.base.randomness import Streams
from thuiszitters.codebook import read_codebooks
from thuiszitters.cohort.patterns import count_all
from thuiszitters.cohort.slices import build_from_slices, plan_with_codes
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.effects.stage import translate_effects
from thuiszitters.intake.source import write_source
from thuiszitters.interface.restricted import NAME, Workplace
from thuiszitters.models.stage import fit_models
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import TABLE_NAMES
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.reading import plan_of_sections
from thuiszitters.release import slices as release
from thuiszitters.release import writing
from thuiszitters.validation.stage import validate_models

Tables = dict[str, pd.DataFrame]
#: What the stage of the patterns writes.
COUNTED = ("patterns", "codes", "definitions", "absence_patterns", "episode_counts")
#: What the cohort stage writes besides the flow.
BUILT = ("analysis", "codes", "absence", "episodes")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that computes, as the rule of its name has it.

    Attributes
    ----------
    run
        Its function: tables, plan and chance to tables.
    inputs
        Names of the tables that it reads.
    """

    run: Callable[[Mapping[str, pd.DataFrame], Plan, Streams], Tables]
    inputs: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of the function, its rule and the script of the rule."""
        return self.run.__name__


#: In the order in which they can be done. `tests/unit/interface/test_stages.py` holds them equal to
#: the rules, which only Snakemake can read.
STAGES = (
    Stage(describe_cohort, ("patterns", "absence_patterns", "episode_counts")),
    Stage(fit_models, ("patterns", "codes", "definitions")),
    Stage(translate_effects, ("patterns",)),
    Stage(validate_models, ("patterns", "estimates")),
)
#: Sections of a plan that a stage reads.
SECTIONS = (
    *("constructs", "predictors", "models", "estimation", "screen", "problem_count"),
    *("hypotheses", "interactions", "subgroups", "decompositions", "fractions", "group_risks"),
    "validation",
)


def stage_tables(place: Workplace, slices: Mapping[str, Any]) -> Tables:
    """Every table of a run, from the frames to the checks; it does not leave the process."""
    sections = {"file": slices["file"], **_only(slices, *SECTIONS)}
    tables = _patterns(place, slices)
    plan = plan_with_codes(NAME, sections, slices["inputs"]["codebook"])
    for stage in STAGES:
        given = {name: tables[name] for name in stage.inputs}
        tables |= stage.run(given, plan, Streams(slices["seed"]))
    return {**tables, "flow": read_table(place.path("cohort", "flow.parquet"))}


def released_numbers(
    place: Workplace, slices: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
) -> Path:
    """Apply the disclosure profile; the folder with the numbers that may leave."""
    intake = read_json(place.path("source", "intake.json"))
    codebooks = slices["inputs"]["codebook"]
    released, records = release.release_from_slices(
        NAME, slices, tables, intake, codebooks, seed=slices["seed"]
    )
    profile = slices["file"]["disclosure"]
    folders = {name: place.path(profile, name) for name in ("numbers", "review")}
    writing.write_release(folders, released, records, {})
    return folders["numbers"]


def build_tables(place: Workplace, slices: Mapping[str, Any]) -> dict[str, Path]:
    """Read the frames and build the cohort; the files of the cohort stage by name."""
    codebooks = slices["inputs"]["codebook"]
    spec = cohort_spec(slices["file"], NAME)
    source = {name: place.path("source", f"{name}.parquet") for name in TABLE_NAMES}
    tables: dict[str, Path | str] = {str(name): path for name, path in source.items()}
    intake = write_source(spec, read_codebooks(codebooks), str(place.root), source)
    write_json(place.path("source", "intake.json"), intake)
    built = {name: place.path("cohort", f"{name}.parquet") for name in (*BUILT, "flow")}
    parts = {"cohort": slices["file"], "outcome": slices["outcome"]}
    parts["definitions"] = slices["definitions"]
    parts |= _only(slices, "constructs", "predictors")
    build_from_slices(NAME, parts, tables, codebooks, intake, built)
    return built


def _patterns(place: Workplace, slices: Mapping[str, Any]) -> Tables:
    """Distinct rows with their number of pupils, and the codes of the screen."""
    built = build_tables(place, slices)
    counted = {name: place.path("patterns", f"{name}.parquet") for name in COUNTED}
    plan = plan_of_sections(**_only(slices, "predictors", "screen"))
    count_all(
        {name: str(built[name]) for name in BUILT},
        plan,
        slices["plan"]["estimation"]["clusters"],
        {name: str(path) for name, path in counted.items()},
    )
    return {name: read_table(path) for name, path in counted.items()}


def _only(slices: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Sections of the plan; one it does not have is None, as a rule hands it over."""
    return {name: slices["plan"].get(name) for name in names}

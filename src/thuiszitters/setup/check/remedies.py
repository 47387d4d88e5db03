"""What would let more of the main model leave, worked out by the rules of the release.

A cohort of some sixty events under a rule of ten loses most of its question: four levels of a
problem profile leave few pupils each. Here the choices a plan or a cohort file has are tried on the
counts alone, without a fit: two yes/no predictors in place of a profile, two levels as one, another
definition of the outcome, pupils of all ages. How many odds ratios leave under each depends on
suppressed counts, so it stands on the page of `check`, which stays with the data, and in no report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.plan import ModelSpec, Plan, PredictorSpec
from thuiszitters.plan.analysis import BINARY_LEVELS, PROFILE_LEVELS
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.known_relations import background_of
from thuiszitters.release.stage import suppress
from thuiszitters.results.schema import build
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A choice, and how many adjusted odds ratios of the main model leave under it.

    Attributes
    ----------
    what
        The choice in words; empty for the plan as it is.
    leave, of
        Odds ratios that leave, and all there are.
    """

    what: str
    leave: int
    of: int


def leaving(
    patterns: pd.DataFrame, plan: Plan, profile: DisclosureProfile, codebook: Codebook | None
) -> tuple[int, int]:
    """How many adjusted odds ratios of the main model would leave, of how many.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.

    Notes
    -----
    Every count that a run would release is judged as the release judges it (linear system,
    complements, families). What only a fit can tell is taken to go well: that a model converges,
    that the audit of a fit with a suppressed count lets it leave, and that no earlier release
    stands in the way. Columns that the cohort file derives from each other are not known here to be
    related.
    """
    tables = _counted(patterns, plan)
    suppressed = suppress(tables, profile, background_of(plan, patterns, profile, codebook))
    main = _main(plan).name
    table = tables["estimates"]
    own = table[(table["model"] == main) & (table["model_kind"] == "adjusted")]
    own = own[(own["status"] == "ok") & (own["predictor"] != "(Intercept)")]
    rows = [suppressed.placed(ESTIMATES, row) for row in own.to_dict("records")]
    gone = [suppressed.whole_fit(ESTIMATES, row) or suppressed.contrast(row) for row in rows]
    return sum(not rule for rule in gone), len(rows)


def plan_remedies(
    patterns: pd.DataFrame, plan: Plan, profile: DisclosureProfile, codebook: Codebook | None
) -> tuple[Remedy, ...]:
    """The plan as it is, then other codings of the factors of its main model.

    Returns
    -------
    tuple
        Empty where nothing of the main model is suppressed.
    """
    if not profile.suppresses:
        return ()
    as_is = Remedy("", *leaving(patterns, plan, profile, codebook))
    if as_is.leave == as_is.of:
        return ()
    tried = [
        Remedy(what, *leaving(changed, other, profile, codebook))
        for what, changed, other in _codings(patterns, plan)
    ]
    return as_is, *tried


def _main(plan: Plan) -> ModelSpec:
    return next((one for one in plan.models if one.role == "confirmatory"), plan.models[0])


def _codings(patterns: pd.DataFrame, plan: Plan) -> Iterator[tuple[str, pd.DataFrame, Plan]]:
    for name in _main(plan).predictors:
        spec = plan.predictor(name)
        if spec.kind != "factor":
            continue
        if spec.profile is not None and len(spec.levels) == len(PROFILE_LEVELS):
            yield _split(patterns, plan, spec)
        for first, second in combinations(spec.levels, 2):
            if len(spec.levels) > 2:
                yield _merged(patterns, plan, spec, first, second)


def _split(
    patterns: pd.DataFrame, plan: Plan, spec: PredictorSpec
) -> tuple[str, pd.DataFrame, Plan]:
    """Two yes/no predictors in place of a profile of four levels."""
    assert spec.profile is not None
    as_listed = [level for level, _ in spec.level_labels]
    having = {spec.profile[0]: as_listed[1:2], spec.profile[1]: as_listed[2:3]}
    changed, parts = patterns, []
    for construct, alone in having.items():
        label = plan.construct(construct).label
        labels = tuple((level, label) for level in BINARY_LEVELS)
        part = PredictorSpec(construct, label, "binary", BINARY_LEVELS, labels, construct=construct)
        yes = patterns[spec.name].isin([*alone, as_listed[3]])
        values = yes.map({False: "no", True: "yes"}).where(patterns[spec.name].notna())
        parts.append(part)
        changed = changed.assign(**{construct: values})
    what = f"{' and '.join(spec.profile)} as two yes/no predictors in place of {spec.name}"
    return what, changed, _with(plan, spec.name, parts)


def _merged(
    patterns: pd.DataFrame, plan: Plan, spec: PredictorSpec, first: str, second: str
) -> tuple[str, pd.DataFrame, Plan]:
    """Two levels of a factor as one."""
    levels = tuple(level for level in spec.levels if level != second)
    labels = tuple((level, label) for level, label in spec.level_labels if level != second)
    other = replace(spec, levels=levels, level_labels=labels)
    values = patterns[spec.name].where(patterns[spec.name] != second, first)
    what = f"{first} and {second} of {spec.name} as one level"
    return what, patterns.assign(**{spec.name: values}), _with(plan, spec.name, [other])


def _with(plan: Plan, name: str, parts: Sequence[PredictorSpec]) -> Plan:
    """The plan with other predictors in place of one."""
    names = tuple(part.name for part in parts)
    kept = [spec for spec in plan.predictors if spec.name not in (name, *names)]
    models = tuple(
        replace(
            model,
            predictors=tuple(
                new for old in model.predictors for new in (names if old == name else (old,))
            ),
        )
        for model in plan.models
    )
    return replace(plan, predictors=(*kept, *parts), models=models)


def _counted(patterns: pd.DataFrame, plan: Plan) -> dict[str, pd.DataFrame]:
    """The tables that carry counts, as a run would make them, without any estimate."""
    estimates: list[Row] = []
    complete_cases: list[Row] = []
    fits: list[Row] = []
    for model in plan.models:
        complete = patterns.dropna(subset=list(model.predictors))
        imputes = plan.imputes(model) and len(complete) < len(patterns)
        specs = [plan.predictor(name) for name in model.predictors]
        parameters = 1 + sum(max(len(spec.levels) - 1, 1) for spec in specs)
        # The intercept carries the pupils of the whole model.
        counted = [("(Intercept)", None), *((spec.name, spec) for spec in specs)]
        own = [row for name, spec in counted for row in _rows(complete, name, spec)]
        for kind in ("adjusted", "crude"):
            rows: list[Row] = [{"model": model.name, "model_kind": kind, **row} for row in own]
            estimates += rows
            complete_cases += rows if imputes else []
        for kind, pupils in (
            ("adjusted", patterns if imputes else complete),
            ("complete", complete),
        ):
            size = {"n_pupils": int(pupils["n_pupils"].sum()), "n_parameters": parameters}
            total = {"n_events": int(pupils.loc[pupils["outcome"] == 1, "n_pupils"].sum())}
            fits.append({"model": model.name, "model_kind": kind, **size, **total})
    return {
        "characteristics": characteristics(patterns, plan),
        "estimates": build(ESTIMATES, estimates),
        "complete_cases": build(COMPLETE_CASES, complete_cases),
        "fits": pd.DataFrame(fits),
    }


def _rows(pupils: pd.DataFrame, name: str, spec: PredictorSpec | None) -> Iterator[Row]:
    """Counts of every level of a predictor; of all pupils for a number and an intercept."""
    reference = spec.reference if spec else None
    n_pupils, events = pupils["n_pupils"], pupils["outcome"] == 1
    both = pd.DataFrame({"n_pupils": n_pupils, "n_events": n_pupils.where(events, 0)})
    # An intercept and a number have one group: everyone.
    levels = spec.levels if spec else ()
    group = pupils[name] if levels else pd.Series("", index=pupils.index)
    counts = both.groupby(group, observed=True).sum().to_dict("index")
    for level in levels or (None,):
        own = counts.get(level or "", {"n_pupils": 0, "n_events": 0})
        yield {
            "predictor": name,
            "level": level,
            "reference": reference,
            "n_pupils": int(own["n_pupils"]),
            "n_events": int(own["n_events"]),
            "status": "reference" if level is not None and level == reference else "ok",
        }

"""The audit of large fits: a second cohort is exhibited, and only numbers that both give leave."""

import os
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.enumeration import batch_fit
from tests.unit.release.whole_line import WORD, plan_of, yes_no
from tests.unit.release.whole_line import tables_of as whole_line

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.co_occurrence import count_combinations
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.models.fitted import fit
from thuiszitters.models.stage import fit_models
from thuiszitters.plan.analysis import ProblemCountSpec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.estimation import EstimationSpec
from thuiszitters.release import release_results
from thuiszitters.release.apply import apply
from thuiszitters.release.audit import exhibits as exhibits_of_audit
from thuiszitters.release.audit import stage as audit_stage
from thuiszitters.release.audit.agreement import STEPS, compared_columns
from thuiszitters.release.audit.exhibits import _still_audited, make_exhibits
from thuiszitters.release.audit.following import Followed
from thuiszitters.release.audit.goal import Goal
from thuiszitters.release.audit.influence import changes, code_model
from thuiszitters.release.audit.pupils import movable
from thuiszitters.release.audit.second import _holds_family
from thuiszitters.release.audit.sides import Exhibit, Exhibits, counts_in
from thuiszitters.release.audit.stage import _leaving, _targets, _windows, audit_numbers
from thuiszitters.release.audit.windows import Windows
from thuiszitters.release.background import Background
from thuiszitters.release.stage import suppress
from thuiszitters.release.system.families import related_cells
from thuiszitters.results.catalogue import TABLES

pytestmark = pytest.mark.thorough

RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
NAMES = ("rare", "c1", "c2", "c3", "c4")
PLAN = replace(
    plan_of(*map(yes_no, NAMES)), estimation=EstimationSpec(interval="wald", clusters="none")
)
COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
#: Cohorts per profile, in tests; `make proof` asks for 40.
ATTACKS = int(os.environ.get("THUISZITTERS_AUDITS", "2"))
_NUMBERS = ["odds_ratio", "ci_low", "ci_high", "p_value"]


def cohort(seed, missing=0):
    """400 pupils with four common predictors and one whose events are few."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({name: rng.random(400) < 0.45 for name in NAMES})
    frame["rare"] = rng.random(400) < 0.07
    odds = -1.4 + frame[list(NAMES)].to_numpy() @ rng.normal(0.2, 0.4, 5)
    frame["outcome"] = (rng.random(400) < 1 / (1 + np.exp(-odds))).astype("int8")
    for name in NAMES:
        frame[name] = np.where(frame[name], "yes", "no")
    frame.loc[rng.choice(400, missing, replace=False), "c4"] = None
    return frame.groupby([*NAMES, "outcome"], dropna=False).size().reset_index(name="n_pupils")


def tables_of(patterns, plan=PLAN):
    codes = pd.DataFrame({"code": [], "has_code": [], "outcome": [], "n_pupils": []})
    given, chance = {"patterns": patterns, "codes": codes}, Streams(1)
    return {
        "patterns": patterns,
        **fit_models(given, plan, chance),
        **describe_cohort(given, plan, chance),
    }


def audited_release(tables, profile, seed=None):
    """A release, what its audit found, and the second cohorts that it made on the way."""
    kept = {}

    def keep(name, make):
        def made(*given):
            kept[name] = make(*given)
            return kept[name]

        return made

    with pytest.MonkeyPatch.context() as patch:
        for make in (audit_numbers, make_exhibits):
            patch.setattr(audit_stage, make.__name__, keep(make.__name__, make))
        made = release_results(tables, profile, plan=PLAN, seed=seed)
    return made, kept.get("audit_numbers"), kept.get("make_exhibits")


@pytest.fixture(scope="module")
def audited():
    """A cohort, what is suppressed of it, its release, and what was found on the way."""
    tables = tables_of(cohort(3))
    s = suppress(tables, RULE_OF_10, Background())
    return tables, s, *audited_release(tables, RULE_OF_10)


def adjusted(table):
    own = table[(table["model_kind"] == "adjusted") & (table["level"] == "yes")]
    return own.set_index("predictor")


def test_rows_that_are_audited_leave_as_in_the_whole_table(audited):
    """Only they are judged: what their table says of other rows changes nothing of them."""
    tables, s = audited[:2]
    found = {name: _leaving(table, s, ["main"]) for name, table in TABLES.items() if name in tables}
    assert {"estimates", "fits"} <= {name for name, rows in found.items() if rows}
    for name, rows in found.items():
        whole = apply(TABLES[name], tables[name], s).to_dict("records")
        told = {repr(sorted(row.items())) for row in whole}
        assert {repr(sorted(row.items())) for row in rows} <= told


def test_audited_rows_are_found_where_a_table_leaves_in_another_order(audited, monkeypatch):
    """A table may also leave with fewer rows: places are not those of the table that came in."""
    tables, s = audited[:2]
    whole = pd.concat([tables["fits"].assign(model="other"), tables["fits"]], ignore_index=True)
    s = replace(s, tables={**tables, "fits": whole})
    plain = _leaving(TABLES["fits"], s, ["main"])

    def turned(*given):
        return apply(*given).iloc[::-1].reset_index(drop=True)

    monkeypatch.setattr(audit_stage, "apply", turned)
    found = _leaving(TABLES["fits"], s, ["main"])
    assert plain
    assert [repr(row) for row in found[::-1]] == [repr(row) for row in plain]


def test_a_second_cohort_gives_every_released_adjusted_number(audited):
    """Counts, estimates and ends of intervals of the other cohort, released in the same way."""
    tables, s, made, found_by_audit, exhibits = audited
    targets = _targets(s, PLAN, ["main"])
    assert targets
    assert not exhibits.failed
    second = [one.patterns for one in exhibits.made()]
    counted = [counts_in(one, PLAN, targets) for one in (tables["patterns"], *second)]
    for values in zip(*counted, strict=True):
        assert max(values) - min(values) >= RULE_OF_10.required_width
    shown = adjusted(made.tables["estimates"])
    for patterns in second:
        other = tables_of(patterns)
        same = replace(s, tables=other, audited=found_by_audit)
        found = adjusted(_applied("estimates", other, same))
        left = shown[_NUMBERS].notna()
        assert (shown[_NUMBERS].where(left, 0) == found[_NUMBERS].where(left, 0)).all(axis=None)
        described = _applied("characteristics", other, same)
        own = made.tables["characteristics"]
        kept = own["n_events"].notna()
        assert (own.loc[kept, "n_events"] == described.loc[kept, "n_events"]).all()


def _applied(name, tables, s):
    return apply(TABLES[name], tables[name], s)


def test_most_adjusted_odds_ratios_still_leave_with_two_digits_or_more(audited):
    _, _, made, *_ = audited
    shown = adjusted(made.tables["estimates"])
    assert shown.loc[["c1", "c2", "c3", "c4"], "odds_ratio"].notna().sum() >= 3
    assert pd.isna(shown.loc["rare", "odds_ratio"])


def test_the_record_says_what_was_audited_and_what_was_not(audited):
    tables, _, made, *_ = audited
    assert made.record["audited"] == ["main"]
    assert all("reason" not in one for one in made.record["not_audited"])
    assert all("estimates" not in one["tables"] for one in made.record["not_audited"])
    without = release_results(tables, RULE_OF_10)
    assert without.record["audited"] == []
    assert without.judged_record["not_audited"][0]["reason"] == "no_plan"
    assert "estimates" in without.record["not_audited"][0]["tables"]


def test_the_audit_is_the_same_again_and_costs_nothing_where_nothing_is_suppressed(audited):
    tables, s, made, *_ = audited
    again = replace(s, audited=audit_numbers(s, PLAN))
    pd.testing.assert_frame_equal(
        _applied("estimates", tables, again), made.judged["estimates"], check_exact=True
    )
    open_profile = DisclosureProfile("open", WORD, WORD, 0, False, False, 1, 0, 1.0,
                                     maximum_single_share=1.0)  # fmt: skip
    free = suppress(tables, open_profile, Background())
    assert audit_numbers(free, PLAN).models == ()


def every_table(patterns):
    return {"patterns": patterns, **whole_line(patterns, PLAN)}


@pytest.fixture(scope="module")
def imputed():
    """The same of a cohort of which 25 pupils lack a value: all its tables, and its release."""
    tables = every_table(cohort(3, missing=25))
    s = suppress(tables, RULE_OF_10, Background())
    return tables, s, *audited_release(tables, RULE_OF_10, seed=1)


def test_without_the_seed_imputed_models_are_named_as_not_audited(imputed):
    tables, *_ = imputed
    made = release_results(tables, RULE_OF_10, plan=PLAN)
    assert made.record["audited"] == []
    assert {one["reason"] for one in made.judged_record["not_audited"]} == {"imputed"}


def test_a_second_cohort_gives_every_released_number_of_every_table_over_imputations(imputed):
    """All stages on the other cohort, with the seed of the run, released with the same steps."""
    _, s, made, found, exhibits = imputed
    assert made.record["audited"] == ["main"]
    assert made.record["not_audited"] == []
    second = [one.patterns for one in exhibits.made()]
    assert second
    told = 0
    for patterns in second:
        other = every_table(patterns)
        same = replace(s, tables=other, audited=found)
        for name in ("estimates", "complete_cases", "global_tests", "fits", "risks", "checks"):
            told += _told_apart(made.tables[name], _applied(name, other, same), name)
    assert told > 20
    shown = adjusted(made.tables["estimates"])
    assert shown.loc[["c1", "c2", "c3", "c4"], "odds_ratio"].notna().sum() >= 3


def _told_apart(own, other, name):
    """Numbers of adjusted fits that leave, after it is asserted that the other has the same."""
    table = TABLES[name]
    numbers = [one.name for one in compared_columns(table) if one.type == "number"]
    keys = list(table.keys)
    left, right = (
        (one[one["model_kind"] != "crude"] if "model_kind" in one else one).set_index(keys)[numbers]
        for one in (own, other)
    )
    left = left[left.notna().any(axis=1)]
    right = right.reindex(left.index).where(left.notna())
    pd.testing.assert_frame_equal(left, right, rtol=1e-12)
    return int(left.notna().sum().sum())


@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5], ids=lambda profile: profile.name)
def test_an_outsider_cannot_tell_the_cohorts_apart(profile):
    """With code of its own: fits of both cohorts, rounded as they were released, are the same."""
    compared = 0
    for seed in range(ATTACKS):
        tables = tables_of(cohort(seed))
        made, _, found = audited_release(tables, profile)
        if made.record["audited"] != ["main"]:
            continue
        shown = adjusted(made.tables["estimates"])["odds_ratio"].dropna()
        for patterns in (tables["patterns"], *(one.patterns for one in found.made())):
            ratios = outsiders_ratios(patterns)
            if np.isnan(list(ratios.values())).any():
                continue  # separated, so fitted by Firth, which is not in the outsider's code
            compared += 1
            for name, ratio in shown.items():
                assert abs(ratios[name] - ratio) <= 0.005 * coarsest_step(ratio) + 1e-9, (
                    seed,
                    name,
                )
    assert compared > 1  # a cohort and its second one


def coarsest_step(ratio):
    """The coarsest step of the audit, in hundredths, that a released ratio may be told in."""
    return max(step for step in STEPS if round(100 * ratio) % step == 0)


def outsiders_ratios(patterns):
    """Odds ratios of all five predictors, by the attacker of the enumeration."""
    cells = patterns.pivot_table(index=list(NAMES), columns="outcome", values="n_pupils",
                                 aggfunc="sum", fill_value=0)  # fmt: skip
    rows = np.array([[1.0, *(float(level == "yes") for level in cell)] for cell in cells.index])
    events, others = cells[1].to_numpy(float), cells[0].to_numpy(float)
    beta, _ = batch_fit(rows, events[None, :], (events + others)[None, :])
    return dict(zip(NAMES, np.exp(beta[0, 1:]), strict=True))


def test_a_term_of_a_main_model_counts_before_all_of_exploratory_ones():
    """Two terms, four numbers each: one of a main model, one of an exploratory one."""
    goal = Goal(np.full(8, 0.1), np.zeros(8), np.ones(8), np.repeat([0, 1], 4))
    lost_main, lost_both = np.zeros(8), np.full(8, 90.0)
    lost_main[0] = 11.0
    lost_both[:4] = 9.0
    assert goal.score(lost_both) < goal.score(lost_main)
    assert goal.loss(lost_both) > goal.loss(lost_main)
    p_value = np.zeros(8)
    p_value[3] = 50.0  # may stay inside alone
    assert goal.score(p_value)[:2] == (0, 0)


def test_a_model_of_which_a_count_cannot_be_moved_steers_no_search(audited):
    """It is not audited, so no other model loses a digit to it."""
    _, s, *_ = audited
    one = PLAN.models[0]
    other = replace(one, name="other", predictors=("c1", "c2"))
    plan = replace(PLAN, models=(one, other))
    windows = {model.name: next(_windows(s, ["main"])) for model in plan.models}
    windows["other"] = replace(windows["other"], model="other")
    patterns = s.tables["patterns"]
    found = Exhibits(Exhibit(patterns), Exhibit(patterns))
    assert len(_still_audited(windows, found, plan, s)) == 2
    found.failed[_targets(s, PLAN, ["main"])[0]] = "too_narrow"
    assert [left.model for left in _still_audited(windows, found, plan, s)] == ["other"]


def test_moves_of_one_family_that_leave_no_room_for_the_next_end_the_audit():
    """Pupils without a `c4` move first; then no table of `rare` is far enough."""
    made = release_results(tables_of(cohort(4, missing=12)), RULE_OF_10, plan=PLAN, seed=1)
    assert made.record["audited"] == []
    assert {one["reason"] for one in made.judged_record["not_audited"]} == {"too_narrow"}


@pytest.mark.parametrize("counted", [("c2",), ("rare",), ("c1",)])
def test_a_family_with_a_counted_domain_costs_only_models_that_would_change(audited, counted):
    """`rare` is made the relative of `c1`; where `c1` stays, models without `rare` keep theirs."""
    tables, *_ = audited
    patterns = tables["patterns"]
    parts = related_cells(patterns, PLAN, [("rare", "c1")])
    one = PLAN.models[0]
    models = (one, replace(one, name="other", predictors=("c1", "c2", "c3", "c4")))
    plan = replace(PLAN, models=models, problem_count=ProblemCountSpec(counted, (), 3))
    given = {**tables, "combinations": count_combinations(patterns, plan)}
    s = suppress(given, RULE_OF_10, Background(parts=parts))
    windows = next(_windows(s, ["main"]))
    targets = _targets(s, PLAN, ["main"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exhibits_of_audit, "_search", lambda *_: None)
        asked = {"other": replace(windows, model="other")}
        found = make_exhibits(targets, plan, s, asked)
        # With imputations, which draw on `rare` as well, other levels of it would change them.
        drawn = make_exhibits(targets, plan, replace(s, imputed=frozenset({"other"})), asked)
    assert drawn.lost(models[1].predictors, s)
    lost = {model.name: found.lost(model.predictors, s) for model in models}
    if counted == ("c2",):  # not of the family: a search is made, and this one finds nothing
        assert found.searches
        assert lost == {"main": "not_fitted", "other": "not_fitted"}
    else:
        assert not found.searches
        # A suppressed count of the domain itself cannot differ while its pupils stay.
        assert lost == {
            "main": "counted_domain",
            "other": "" if counted == ("c1",) else "counted_domain",
        }


def test_pupils_of_a_class_keep_the_predictors_that_stay():
    """Any table of the family then has the same combinations, whoever is moved."""
    patterns = cohort(3)
    pupils = movable(patterns, PLAN, ("rare", "c1"), ["c1"])
    shown = (pupils.table.sum(axis=1) > 0) <= pupils.allowed
    assert shown.all()
    label = pupils.label.copy()
    for who, kind in enumerate(pupils.kind):
        label[who] = np.flatnonzero(pupils.allowed[:, kind])[-1]
    assert (label != pupils.label).any()
    moved = pupils.with_labels(label).moved()
    keys = ["c1", "c2", "c3", "c4", "outcome"]
    before, after = (one.groupby(keys)["n_pupils"].sum() for one in (patterns, moved))
    pd.testing.assert_series_equal(before, after)
    assert moved.loc[moved["rare"] == "yes", "n_pupils"].sum() > (
        patterns.loc[patterns["rare"] == "yes", "n_pupils"].sum()
    )


def test_verdicts_are_made_again_when_every_corrected_p_value_is():
    """Expectations of an exploratory model that is not audited cost the main model none of its."""
    one = replace(PLAN.models[0], role="confirmatory")
    others = tuple(replace(one, name=name, role=role) for name, role in (
        ("second", "confirmatory"), ("third", "confirmatory"), ("last", "exploratory"),
    ))  # fmt: skip
    expected = [SimpleNamespace(model=name) for name in ("second", "last", None)]
    plan = replace(PLAN, models=(one, *others), hypotheses=tuple(expected))
    assert _holds_family(plan, ["main", "second"])
    assert not _holds_family(plan, ["second", "third", "last"])
    assert not _holds_family(plan, ["main", "third", "last"])


def test_influences_are_the_change_of_a_fit_of_one_moved_pupil():
    """Of 40,000 pupils one is a small change: what is left out is of the order of a hundredth."""
    patterns = cohort(3).assign(n_pupils=lambda frame: 100 * frame["n_pupils"])
    pupils = movable(patterns, PLAN, ("rare",))
    start, at = _fit(patterns)
    change = changes(code_model(pupils, PLAN, "main"), pupils, start, np.array([2]), at)
    for who in range(0, len(pupils.row), len(pupils.row) // 6):
        label = pupils.label.copy()
        label[who] = 1 - label[who]
        _, moved = _fit(pupils.with_labels(label).moved())
        assert np.allclose(change[who, label[who]], moved - at, rtol=0.05, atol=1e-7)


def test_a_cohort_is_followed_to_the_numbers_of_its_fit():
    """Without clusters and imputations a few steps of Newton from another cohort are the fit."""
    patterns = cohort(3)
    pupils = movable(patterns, PLAN, ("c1",))
    _, at = _fit(patterns)
    window = Windows("main", ("c1=yes",), *(np.ones(4),) * 4, at)
    followed = Followed(window, pupils, PLAN, imputed=False)
    assert followed.set_known(pupils, at)
    label = pupils.label.copy()
    label[::9] = 1 - label[::9]
    moved = pupils.with_labels(label)
    _, found = _fit(moved.moved())
    assert np.abs(found - at).max() > 0.1
    assert np.allclose(followed.numbers(moved), found, rtol=0, atol=1e-6)


def _fit(patterns):
    """Coefficients, and four numbers of the third: estimate, ends, the estimate in errors."""
    own = fit(PLAN, patterns, np.random.default_rng(0)).complete_case("main")
    term = own.terms[2]
    z = term.log_odds / term.std_error
    return own.beta, np.array([term.log_odds, term.ci_low, term.ci_high, z])

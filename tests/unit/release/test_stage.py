"""No small count leaves, and none can be worked out from what does."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release import release_results
from thuiszitters.release.background import Background
from thuiszitters.release.flow import suppress_steps
from thuiszitters.release.system.bounds import attack_on
from thuiszitters.release.system.counts import COHORT, Group, Quantity, counts_of
from thuiszitters.release.system.suppression import shown_quantities, suppress_counts
from thuiszitters.release.system.universes import with_universe
from thuiszitters.results.schema import Role
from thuiszitters.results.tables_further import PROBLEM_COUNT, SCREEN
from thuiszitters.results.tables_models import ESTIMATES
from thuiszitters.results.tables_risks import RISKS
from thuiszitters.results.tables_validation import CHECKS

WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0, likelihoods=True
)
COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
COUNT_8 = DisclosureProfile("count_8", WORD, WORD, 8, False, False, 1, 0, 1.0)
OPENSAFELY = DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0)

#: Predictor to level to (pupils, events); every predictor adds up to 320 pupils, 62 events.
COHORT_COUNTS = {
    "girl": {"no": (180, 30), "yes": (140, 32)},
    "profile": {"neither": (120, 20), "internal": (90, 27), "external": (75, 6), "both": (35, 9)},
}


def tables_of(counts: dict[str, dict[str, tuple[int, int]]]) -> dict[str, pd.DataFrame]:
    """Tables as the stages write them, with a main model on every pupil."""
    total = tuple(int(sum(part)) for part in zip(*counts["girl"].values(), strict=True))
    rows = [("__all__", "all", None, *total)]
    rows += [
        (name, "level", level, *pair)
        for name, part in counts.items()
        for level, pair in part.items()
    ]
    characteristics = pd.DataFrame(
        rows, columns=["predictor", "row", "level", "n_pupils", "n_events"]
    )
    numbers = ["mean", "sd", "mean_events", "sd_events", "mean_non_events", "sd_non_events"]
    characteristics[[*numbers, "standardised_difference"]] = 0.5
    return {
        "flow": pd.DataFrame(
            {
                "step": [0, 1],
                "reason": ["read", "age"],
                "n_excluded": [0, 12],
                "n_remaining": [total[0] + 12, total[0]],
            }
        ),
        "characteristics": characteristics,
        **model_tables(counts, total),
    }


def model_tables(counts, total):
    kinds = [("crude", [name]) for name in counts] + [("adjusted", list(counts))]
    estimates, fits, tests = [], [], []
    for kind, predictors in kinds:
        shared = {"model": "main", "model_kind": kind, "block": None}
        estimates.append(
            {
                **shared,
                "predictor": "(Intercept)",
                "level": None,
                "reference": None,
                "n_pupils": total[0],
                "n_events": total[1],
                "status": "ok",
            }
        )
        for name in predictors:
            reference = next(iter(counts[name]))
            for level, (pupils, events) in counts[name].items():
                status = "reference" if level == reference else "ok"
                estimates.append(
                    {
                        **shared,
                        "predictor": name,
                        "level": level,
                        "reference": reference,
                        "n_pupils": pupils,
                        "n_events": events,
                        "status": status,
                    }
                )
            tests.append({**shared, "predictor": name, "statistic": 3.0, "p_value": 0.1})
        fits.append(
            {
                **shared,
                "predictor": predictors[0] if kind == "crude" else None,
                "n_pupils": total[0],
                "n_events": total[1],
                "n_parameters": 2,
                "n_patterns": 8,
            }
        )
    estimated = ["log_odds", "std_error", "odds_ratio", "ci_low", "ci_high", "p_value"]
    fitted = [
        "log_likelihood",
        "null_log_likelihood",
        "penalised_log_likelihood",
        "lr_statistic",
        "lr_p",
        "aic",
        "bic",
        "mcfadden",
        "nagelkerke",
        "tjur",
        "auc",
        "brier",
        "events_per_parameter",
    ]
    stepped = ["log_likelihood", "lr_statistic", "lr_p", "auc", "delta_auc", "tjur", "delta_tjur"]
    steps = range(1, len(counts) + 1)
    blocks = pd.DataFrame({"model": "main", "step": steps, "predictors": list(counts)})
    stored = pd.DataFrame(estimates)
    return {
        "complete_cases": stored.iloc[:0].assign(reason="", **dict.fromkeys(estimated, 0.5)),
        "estimates": stored.assign(reason="", **dict.fromkeys(estimated, 0.5)),
        "global_tests": pd.DataFrame(tests).assign(status="ok", reason=""),
        "fits": pd.DataFrame(fits).assign(status="ok", reason="", **dict.fromkeys(fitted, 0.5)),
        "risks": pd.DataFrame(
            [row for row in estimates if row["model_kind"] == "adjusted" and row["status"] == "ok"]
        )
        .drop(columns=["model_kind", "block"])
        .assign(reason="", **dict.fromkeys(RISKS.of_role(Role.CONTRAST), 0.5)),
        **further_tables(counts),
        "blocks": blocks.assign(status="ok", reason="", **dict.fromkeys(stepped, 0.5)),
    }


def further_tables(counts):
    """Decomposition, interaction, checks and calibration of the main model."""
    numbers = dict.fromkeys(["estimate", "low", "high", "p_value", "share"], 0.5)
    found = {"status": "ok", "reason": ""}
    checked = {
        name: "auc_2" if name == "sentence" else 0.5 for name in CHECKS.of_role(Role.DIAGNOSTIC)
    }
    corrected = SCREEN.of_role(Role.CONTRAST, Role.FAMILY)
    screened = {**dict.fromkeys([*corrected, "weight"], 0.5), **found}
    stacked = {**dict.fromkeys(PROBLEM_COUNT.of_role(Role.CONTRAST, Role.TEST), 0.5), **found}
    first, second = next(iter(counts)), list(counts)[-1]
    levels = list(counts[second])
    decomposition = {
        "model": "main",
        "predictor": second,
        "level": levels[1],
        "reference": levels[0],
    }
    joint = {"model": "main", "first": first, "second": second}
    groups = [(40, 12), (60, 20), (180, 30)]
    return {
        "decompositions": pd.DataFrame([{**decomposition, "through": first, **numbers, **found}]),
        "interactions": pd.DataFrame(
            [
                {**joint, "measure": "lr", "n_pupils": None, "n_events": None, **numbers, **found},
                {**joint, "measure": "reri", "n_pupils": 30.0, "n_events": 4.0, **numbers, **found},
            ]
        ),
        "checks": pd.DataFrame([{"model": "main", "check": "auc", "predictor": None, **checked}]),
        "learners": pd.DataFrame(
            [
                {"model": "main", "learner": "boosting", "measure": measure, "predictor": name}
                for measure, name in [("auc", None), *(("importance", name) for name in counts)]
            ]
        ).assign(estimate=0.5, ci_low=0.5, ci_high=0.5, sentence="little", **found),
        "screen": pd.DataFrame(
            [
                {
                    "code": "A100",
                    "n_pupils": 60,
                    "n_events": 20,
                    "prevalence": 60 / 320,
                    **screened,
                },
                {
                    "code": "A103",
                    "n_pupils": 57,
                    "n_events": 18,
                    "prevalence": 57 / 320,
                    **screened,
                },
                {"code": "D205", "n_pupils": 30, "n_events": 4, "prevalence": 30 / 320, **screened},
            ]
        ),
        "problem_count": pd.DataFrame(
            [
                {"kind": "step", "level": "0", "n_pupils": 200, "n_events": 40, **stacked},
                {"kind": "step", "level": "1", "n_pupils": 115, "n_events": 20, **stacked},
                {"kind": "step", "level": "2+", "n_pupils": 5, "n_events": 2, **stacked},
                {"kind": "trend", "level": None, "n_pupils": 320, "n_events": 62, **stacked},
            ]
        ),
        "combinations": pd.DataFrame(
            [
                {"kind": "combination", "predictors": "girl", "n_pupils": 200, "n_events": 40},
                {"kind": "combination", "predictors": "", "n_pupils": 120, "n_events": 22},
            ]
        ),
        "hypotheses": pd.DataFrame(
            [
                {
                    "model": "main",
                    "predictor": second,
                    "level": levels[-2],
                    "verdict": "undecided",
                    "odds_ratio": 0.5,
                    "ci_low": 0.5,
                    "ci_high": 0.5,
                    "p_value": 0.5,
                    "p_holm": 0.5,
                    **found,
                },
                {
                    "model": None,
                    "predictor": None,
                    "level": None,
                    "verdict": "not_measured",
                    **found,
                },
            ]
        ),
        "calibration": pd.DataFrame(
            [
                {
                    "model": "main",
                    "group": i,
                    "n_pupils": n,
                    "n_events": e,
                    "predicted": 0.5,
                    "observed": 0.5,
                    "low": 0.5,
                    "high": 0.5,
                }
                for i, (n, e) in enumerate(groups)
            ]
        ),
    }


def test_the_relative_excess_risk_of_a_small_joint_group_is_suppressed(tables):
    shown = release_results(tables, COUNT_5).tables["interactions"]
    assert shown["estimate"].isna().tolist() == [False, True]
    assert "n_events" not in shown


def test_learners_of_a_small_fit_leave_nothing_and_of_a_large_one_all_but_the_small_predictor():
    """With two predictors every table behind an area can be tried; with five, none is known."""
    small = {
        "girl": {"no": (180, 30), "yes": (140, 32)},
        "profile": {"neither": (120, 20), "internal": (165, 38), "external": (35, 4)},
    }
    more = {name: {"no": (160, 30), "yes": (160, 32)} for name in ("home", "late", "moved")}
    hidden = release_results(tables_of(small), COUNT_5).tables["learners"]
    assert hidden[["estimate", "ci_low", "ci_high"]].isna().all(axis=None)
    assert (hidden["sentence"] == "").all()
    shown = release_results(tables_of({**small, **more}), COUNT_5).tables["learners"]
    gone = shown["predictor"] == "profile"
    assert shown["estimate"].isna().tolist() == gone.tolist()
    assert (shown["status"] == "suppressed").tolist() == gone.tolist()


def test_one_small_calibration_group_takes_all_groups_of_its_model_with_it(tables):
    tables["calibration"].loc[0, "n_events"] = 3
    shown = release_results(tables, COUNT_5).tables["calibration"]
    assert shown[["n_pupils", "n_events"]].isna().all(axis=None)
    assert shown[["observed", "low"]].isna().all(axis=None)


def test_the_screen_hides_small_codes_and_codes_that_differ_by_few_from_the_group_above(tables):
    codes = Background(parents={"A103": "A100", "D205": "D200"})
    shown = release_results(tables, COUNT_5, codes).tables["screen"].set_index("code")
    assert shown["odds_ratio"].isna().tolist() == [False, True, True]
    assert shown["n_pupils"].isna().tolist() == [False, True, True]
    assert shown.loc["A103", "reason"] == "suppressed"
    assert shown["q_value"].isna().all()  # corrected over all codes, the hidden ones too


def test_q_values_leave_where_every_code_does(tables):
    one = {**tables, "screen": tables["screen"].iloc[:1]}
    assert release_results(one, COUNT_5).tables["screen"]["q_value"].notna().all()


def test_one_small_step_of_the_number_of_domains_takes_the_others_and_the_trend_with_it(tables):
    shown = release_results(tables, COUNT_5).tables["problem_count"]
    assert shown[["odds_ratio", "n_pupils"]].isna().all(axis=None)


def test_an_expectation_with_a_suppressed_contrast_has_no_verdict(tables):
    shown = release_results(tables, RULE_OF_10).tables["hypotheses"]
    assert shown["verdict"].isna().tolist() == [True, False]


def test_decomposition_by_a_predictor_that_has_a_suppressed_level_is_suppressed():
    counts = {
        "girl": {"no": (180, 55), "yes": (140, 7)},
        "profile": {"a": (200, 40), "b": (120, 22)},
    }
    shown = release_results(tables_of(counts), RULE_OF_10).tables["decompositions"]
    assert shown["estimate"].isna().all()


@pytest.fixture
def tables():
    return tables_of(COHORT_COUNTS)


def test_open_changes_no_number(tables):
    released = release_results(tables, OPEN)
    for name, table in tables.items():
        for column in table.columns.intersection(released.tables[name].columns):
            expected, found = table[column].dropna(), released.tables[name][column].dropna()
            assert found.tolist() == expected.tolist(), (name, column)
    assert released.record["suppressed_counts"] == []


def test_a_count_below_ten_is_suppressed_with_everything_it_follows_from(tables):
    released = release_results(tables, RULE_OF_10)
    shown = released.tables["characteristics"].set_index(["predictor", "level"])
    assert shown.loc[("profile", "both"), "n_events"] is pd.NA
    assert shown.loc[("profile", "external"), "n_events"] is pd.NA
    assert shown.loc[("girl", "yes"), "n_events"] == 32
    assert shown.loc[("profile", "both"), "status"] == "suppressed"
    assert np.isnan(shown.loc[("profile", "neither"), "standardised_difference"])


def test_the_crude_odds_ratio_of_a_suppressed_level_is_suppressed_and_another_is_not(tables):
    estimates = release_results(tables, RULE_OF_10).tables["estimates"]
    crude = estimates[estimates["model_kind"] == "crude"].set_index(["predictor", "level"])
    assert np.isnan(crude.loc[("profile", "external"), "odds_ratio"])
    assert np.isnan(crude.loc[("profile", "external"), "p_value"])
    assert crude.loc[("girl", "yes"), "odds_ratio"] == 0.5


def test_the_risks_of_a_model_of_two_predictors_go_with_one_suppressed_level(tables):
    """Two predictors have so few joint tables that the other's numbers give the level back."""
    risks = release_results(tables, RULE_OF_10).tables["risks"].set_index(["predictor", "level"])
    assert np.isnan(risks.loc[("profile", "external"), "risk"])
    assert np.isnan(risks.loc[("profile", "external"), "ratio_high"])
    assert np.isnan(risks.loc[("girl", "yes"), "risk"])


def test_a_released_logarithm_tells_no_more_than_the_odds_ratio_beside_it(tables):
    tables["estimates"]["odds_ratio"] = 1.2345
    table = release_results(tables, RULE_OF_10).tables["estimates"]
    shown = table[table["odds_ratio"].notna()]
    assert set(shown["odds_ratio"]) == {1.23}
    np.testing.assert_array_equal(shown["log_odds"], np.log(shown["odds_ratio"]))


def test_crude_contrasts_are_made_from_rounded_counts_where_counts_are_rounded(tables):
    """girl: 140 pupils, 32 with the outcome; no: 180, 30. Rounded 140, 30 and 180, 30."""
    table = release_results(tables, OPENSAFELY).tables["estimates"]
    own = table[(table["model_kind"] == "crude") & (table["level"] == "yes")].iloc[0]
    assert own[["n_pupils", "n_events"]].tolist() == [140, 30]
    assert own["odds_ratio"] == round(30 * 150 / (110 * 30), 2)
    assert own["interval"] == "wald"
    adjusted = table[(table["model_kind"] == "adjusted") & (table["status"] != "reference")]
    assert adjusted["odds_ratio"].isna().all()  # two predictors of levels only


def test_no_number_undoes_the_rounding_of_counts(tables):
    shown = release_results(tables, OPENSAFELY).tables
    assert (
        shown["fits"][["events_per_parameter", "aic", "bic", "auc", "tjur"]].isna().all(axis=None)
    )
    assert not shown["fits"]["caution"].fillna("").any()
    assert shown["screen"][["prevalence", "odds_ratio", "weight"]].isna().all(axis=None)
    assert shown["problem_count"][["odds_ratio", "p_value"]].isna().all(axis=None)
    levels = shown["characteristics"]["row"] == "level"
    assert shown["characteristics"].loc[levels, "standardised_difference"].isna().all()


def test_the_fit_of_a_suppressed_two_by_two_is_suppressed(tables):
    fits = release_results(tables, replace(RULE_OF_10, likelihoods=True)).tables["fits"]
    fits = fits.set_index(["model_kind", "predictor"])
    assert np.isnan(fits.loc[("crude", "profile"), "log_likelihood"])
    assert fits.loc[("crude", "girl"), "log_likelihood"] == 0.5


def test_a_caution_about_few_events_goes_with_the_number_of_events_it_follows_from():
    """With 120 pupils of whom 7 have the outcome, few_events says that there are 5 to 9."""
    tables = tables_of({"girl": {"no": (70, 4), "yes": (50, 3)}})
    tables["fits"] = tables["fits"].assign(caution="few_events")
    fits = release_results(tables, RULE_OF_10).tables["fits"]
    assert fits["n_events"].isna().all()
    assert fits["caution"].isna().all()
    kept = tables_of(COHORT_COUNTS)
    kept["fits"] = kept["fits"].assign(caution="few_events")
    assert release_results(kept, RULE_OF_10).tables["fits"]["caution"].eq("few_events").all()


def test_a_zero_is_suppressed_under_the_rule_of_ten_and_shown_under_count_5():
    counts = {"girl": {"no": (200, 62), "yes": (120, 0)}}
    assert suppress_counts(counts_of(*_pair(counts)), RULE_OF_10).rules
    assert not suppress_counts(counts_of(*_pair(counts)), COUNT_5).rules


def test_a_complement_is_suppressed():
    counts = {"girl": {"no": (315, 60), "yes": (5, 2)}}
    mask = suppress_counts(counts_of(*_pair(counts)), RULE_OF_10)
    assert mask.rules[Quantity(Group(COHORT, "girl", "no"), "n_pupils")] == "complement"


def test_a_rare_outcome_is_shown_and_suppressed_only_where_not_having_it_is_sensitive():
    counts = counts_of(*_pair({"girl": {"no": (2000, 100), "yes": (2000, 60)}}))
    assert not suppress_counts(counts, RULE_OF_10).rules
    both = replace(RULE_OF_10, sensitive_outcomes=("with", "without"))
    hidden = suppress_counts(counts, both).rules
    assert hidden[Quantity(Group(COHORT, "girl", "yes"), "n_events")] == "group_share"


def test_a_group_that_nearly_all_have_the_outcome_is_suppressed():
    counts = {"girl": {"no": (200, 100), "yes": (200, 188)}}
    mask = suppress_counts(counts_of(*_pair(counts)), RULE_OF_10)
    assert mask.rules[Quantity(Group(COHORT, "girl", "yes"), "n_events")] == "group_share"


def test_masking_small_counts_alone_can_be_undone():
    """Why there is secondary masking: the total gives the only suppressed cell back."""
    counts = counts_of(*_pair({"girl": {"no": (180, 55), "yes": (140, 7)}}))
    target = Quantity(Group(COHORT, "girl", "yes"), "n_events")
    assert attack_on(counts, shown_quantities(counts) - {target}).bounds(target) == (7, 7)


def test_a_model_of_two_predictors_on_nearly_all_pupils_shows_no_counts_and_no_odds_ratio():
    tables = tables_of(COHORT_COUNTS)
    fewer = {"girl": {"no": (178, 30), "yes": (140, 32)}, "profile": COHORT_COUNTS["profile"]}
    tables |= model_tables(fewer, (318, 62))
    estimates = release_results(tables, RULE_OF_10).tables["estimates"]
    assert estimates["n_pupils"].isna().all()
    adjusted = estimates[
        (estimates["model_kind"] == "adjusted")
        & (estimates["predictor"] == "girl")
        & (estimates["status"] != "reference")
    ]
    assert adjusted["odds_ratio"].isna().all()


def test_a_model_with_few_degrees_of_freedom_is_suppressed():
    tables = tables_of({"girl": {"no": (60, 30), "yes": (50, 25)}})
    tables["fits"]["n_parameters"] = 105
    released = release_results(tables, RULE_OF_10).tables
    assert released["fits"]["aic"].isna().all()
    assert released["estimates"]["odds_ratio"].isna().all()


def test_counts_are_rounded_where_the_profile_says_so(tables):
    shown = release_results(tables, OPENSAFELY).tables["characteristics"]
    assert all(count % 5 == 0 for count in shown["n_pupils"].dropna())


def test_the_record_that_stays_names_rules_and_no_suppressed_number():
    counts = {"girl": {"no": (180, 55), "yes": (140, 7)}, "profile": COHORT_COUNTS["profile"]}
    record = release_results(tables_of(counts), COUNT_8).judged_record
    assert {entry["rule"] for entry in record["suppressed_counts"]} == {"small_count", "secondary"}
    assert all("value" not in entry for entry in record["suppressed_counts"])
    assert record["protection"]["narrowest_width"] >= COUNT_8.required_width


@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_8, OPENSAFELY], ids=lambda p: p.name)
def test_nothing_that_leaves_says_by_which_rule_a_number_is_suppressed(profile):
    """Of two suppressed counts the rule tells which is the small one."""
    counts = {"girl": {"no": (180, 55), "yes": (140, 7)}, "profile": COHORT_COUNTS["profile"]}
    made = release_results(tables_of(counts), profile)
    assert "rule" in str(made.judged_record["suppressed_counts"])
    assert any("|rule=" in str(table.to_dict()) for table in made.judged.values())
    assert not any("|rule=" in str(table.to_dict()) for table in made.tables.values())
    for entry in made.record["suppressed_counts"]:
        assert set(entry) == {"universe", "predictor", "level", "measure"}
    assert all(set(part) == {"rows", "suppressed_rows"} for part in made.record["tables"].values())
    assert made.record["protection"] == {"held": True}


@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5, OPENSAFELY], ids=lambda p: p.name)
@pytest.mark.parametrize("seed", range(8))
def test_no_sensitive_count_can_be_worked_out_from_what_is_shown(profile, seed):
    rng = np.random.default_rng(seed)
    n_pupils, n_events = int(rng.integers(60, 500)), int(rng.integers(20, 50))
    counts = {
        name: _random_split(rng, n_pupils, n_events, width)
        for name, width in (("girl", 2), ("profile", 4), ("track", 3))
    }
    system = counts_of(*_pair(counts))
    mask = suppress_counts(system, profile)
    attack = attack_on(system, shown_quantities(system) - mask.rules.keys(), profile.round_to)
    for target in mask.sensitive:
        low, high = attack.bounds(target)
        assert low - 1e-6 <= system.value(target) <= high + 1e-6
        assert high - low >= profile.required_width - 1e-4


@pytest.mark.parametrize(
    ("excluded", "hidden"),
    [([0, 20, 30], []), ([0, 3, 30], [1, 2]), ([0, 3, 12, 40], [1, 2])],
)
def test_small_steps_of_the_flow_are_suppressed_with_a_second_one(excluded, hidden):
    flow = pd.DataFrame({"step": range(len(excluded)), "reason": "x", "n_excluded": excluded})
    flow["n_remaining"] = 400 - flow["n_excluded"].cumsum()
    shown = suppress_steps(flow, RULE_OF_10)
    assert shown.index[shown["n_excluded"].isna()].tolist() == hidden


def test_a_single_small_step_takes_the_number_read_with_it():
    flow = pd.DataFrame(
        {"step": [0, 1], "reason": "x", "n_excluded": [0, 3], "n_remaining": [320, 317]}
    )
    shown = suppress_steps(flow, RULE_OF_10)
    assert shown["n_remaining"].isna().tolist() == [True, False]


def _pair(counts):
    tables = tables_of(counts)
    return tables["characteristics"], with_universe(ESTIMATES, tables["estimates"], frozenset())


def _random_split(rng, n_pupils, n_events, width):
    shares = rng.dirichlet(np.ones(width) * 0.7)
    events = rng.multinomial(n_events, shares)
    others = rng.multinomial(n_pupils - n_events, shares)
    return {
        f"level{i}": (int(e + o), int(e))
        for i, (e, o) in enumerate(zip(events, others, strict=True))
    }

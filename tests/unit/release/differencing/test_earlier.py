"""Two releases of the same cohort together give no pupil away."""

import os
import shutil

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.test_stage import COHORT_COUNTS, model_tables, tables_of
from tests.unit.release.two_releases import SHAPE, indicator, release, visible, width

from thuiszitters.base.errors import DataError
from thuiszitters.base.io import write_json, write_table
from thuiszitters.base.text import Text
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.earlier import released_files
from thuiszitters.release import release_results
from thuiszitters.release.differencing.earlier import DIFFERS, Earlier
from thuiszitters.release.differencing.reading import read_earlier
from thuiszitters.release.system.counts import COHORT, Group, Quantity
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import Role

WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
OPENSAFELY = DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0)
OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0
)
LP_TOLERANCE = 1e-4
#: Cohorts per kind of change; more when asked for.
N_COHORTS = int(os.environ.get("THUISZITTERS_COHORTS", "8"))
NOBODY = np.zeros(SHAPE)


def drawn(rng):
    """A cohort, and how likely each kind of pupil is in it."""
    likely = rng.dirichlet(np.ones(NOBODY.size) * rng.choice([0.4, 1.0]))
    return rng.multinomial(rng.integers(40, 400), likely).reshape(SHAPE), likely


def changed(rng, table, likely, change):
    n_pupils = int(rng.choice([1, 3, 9, 10, 12, 40]))
    if change == "none":
        return table
    if change == "added":
        return table + rng.multinomial(n_pupils, likely).reshape(SHAPE)
    pupils = rng.permutation(np.repeat(np.arange(table.size), table.ravel()))[n_pupils:]
    return np.bincount(pupils, minlength=table.size).reshape(SHAPE)


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5], ids=lambda profile: profile.name)
@pytest.mark.parametrize("change", ["none", "added", "removed"])
def test_an_outsider_with_both_releases_pins_no_protected_count(profile, change):
    rng = np.random.default_rng(len(change + profile.name))
    needed = profile.required_width - LP_TOLERANCE
    for _ in range(N_COHORTS):
        table, likely = drawn(rng)
        other = COUNT_5 if change == "none" and rng.random() < 0.5 else profile
        first = release(table, other)
        after = changed(rng, table, likely, change)
        second = release(after, profile, [first.earlier])
        for target in second.mask.protected:
            assert width((NOBODY, indicator(target)), first, second, change) >= needed
        for target in first.mask.protected if change != "none" else ():
            assert width((indicator(target), NOBODY), first, second, change) >= needed


@pytest.mark.thorough
@pytest.mark.parametrize("change", ["added", "removed"])
def test_an_outsider_with_both_releases_learns_no_count_of_the_few_by_whom_they_differ(change):
    rng = np.random.default_rng(3)
    needed = RULE_OF_10.required_width - LP_TOLERANCE
    for _ in range(N_COHORTS):
        table, likely = drawn(rng)
        first = release(table, RULE_OF_10)
        after = changed(rng, table, likely, change)
        second = release(after, RULE_OF_10, [first.earlier])
        for target in visible(first.mask):
            chosen = indicator(target)
            if 0 < abs(int((chosen * (after - table)).sum())) < RULE_OF_10.minimum_count:
                assert width((-chosen, chosen), first, second, change) >= needed


def test_without_the_comparison_one_more_pupil_could_be_read_off():
    """Why there is a comparison: the two tables differ by one girl with the outcome."""
    table = np.full(SHAPE, 20)
    after = table.copy()
    after[1, 0, 1, 1] += 1
    alone = [visible(release(one, RULE_OF_10).mask) for one in (table, after)]
    girls = Quantity(Group(COHORT, "girl", "level1"), "n_events")
    assert alone[1][girls] - alone[0][girls] == 1
    first = release(table, RULE_OF_10)
    assert not visible(release(after, RULE_OF_10, [first.earlier]).mask)


def test_the_same_pupils_may_be_released_again_with_every_count():
    table = np.random.default_rng(5).integers(0, 30, SHAPE)
    first = release(table, RULE_OF_10)
    again = release(table, RULE_OF_10, [first.earlier])
    assert again.mask.rules == first.mask.rules


def test_what_stood_in_an_earlier_release_is_reported_as_beyond_protection():
    table = np.full(SHAPE, 20)
    table[:, 3, 1] = 1
    loose = release(table, DisclosureProfile("loose", WORD, WORD, 2, False, False, 1, 0, 1.0))
    strict = release(table, RULE_OF_10, [loose.earlier])
    assert strict.mask.rules
    assert strict.mask.told
    assert not set(strict.mask.protected) & strict.mask.told


# ---- whole releases


def two(profile, earlier_counts=COHORT_COUNTS, **earlier_profile):
    """Release after an earlier one; both with tables of every stage."""
    before = release_results(tables_of(earlier_counts), earlier_profile.get("before", profile))
    earlier = Earlier("before", before.tables, earlier_profile.get("round_to", 1))
    return before, release_results(tables_of(COHORT_COUNTS), profile, earlier=[earlier])


ONE_FEWER = {
    "girl": {"no": (179, 30), "yes": (140, 32)},
    "profile": {**COHORT_COUNTS["profile"], "neither": (119, 20)},
}


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5], ids=lambda profile: profile.name)
def test_one_pupil_more_leaves_no_number_of_the_cohort(profile):
    _, released = two(profile, ONE_FEWER)
    for name, table in released.tables.items():
        for column in table.select_dtypes("number").columns:
            fixed = {*TABLES[name].keys, *TABLES[name].of_role(Role.STRUCTURE)}
            if column in fixed or name == "interactions":
                continue
            assert table[column].isna().all(), (name, column)


@pytest.mark.thorough
def test_the_reason_is_said_in_both_languages():
    from thuiszitters.language import say

    _, released = two(RULE_OF_10, ONE_FEWER)
    assert f"suppressed|rule={DIFFERS}" in set(released.judged["risks"]["reason"])
    for language in ("nl", "en"):
        assert say(f"word.rule.{DIFFERS}", language)


@pytest.mark.thorough
def test_rounded_counts_stay_and_the_estimates_of_nearly_the_same_pupils_go():
    fewer = {
        "girl": {"no": (174, 30), "yes": (140, 32)},
        "profile": {**COHORT_COUNTS["profile"], "neither": (114, 20)},
    }
    _, released = two(OPENSAFELY, fewer, round_to=5)
    assert released.tables["characteristics"]["n_pupils"].notna().any()
    assert released.tables["characteristics"]["standardised_difference"].isna().all()
    assert released.tables["estimates"]["odds_ratio"].isna().all()
    assert released.tables["fits"][["auc", "aic"]].isna().all(axis=None)


def test_estimates_that_changed_under_the_same_rounded_counts_go():
    before = release_results(tables_of(COHORT_COUNTS), OPENSAFELY)
    other = before.tables["estimates"].assign(odds_ratio=before.tables["estimates"].odds_ratio * 2)
    earlier = Earlier("before", {**before.tables, "estimates": other}, 5)
    released = release_results(tables_of(COHORT_COUNTS), OPENSAFELY, earlier=[earlier])
    assert released.tables["estimates"]["odds_ratio"].isna().all()


@pytest.mark.thorough
def test_a_mean_that_changed_while_no_count_did_goes():
    tables = tables_of(COHORT_COUNTS)
    row = tables["characteristics"].iloc[[1]].assign(
        predictor="age", row="number", level=None, n_pupils=320, n_events=62, mean=9.0
    )  # fmt: skip
    tables["characteristics"] = pd.concat([tables["characteristics"], row], ignore_index=True)
    before = release_results(tables, RULE_OF_10)
    again = release_results(tables, RULE_OF_10, earlier=[Earlier("before", before.tables)])
    assert again.tables["characteristics"]["mean"].iloc[-1] == 9.0
    before.tables["characteristics"].loc[len(tables["characteristics"]) - 1, "mean"] = 9.1
    moved = release_results(tables, RULE_OF_10, earlier=[Earlier("before", before.tables)])
    assert np.isnan(moved.tables["characteristics"]["mean"].iloc[-1])


def on_two_more_pupils():
    """Releases of a model on 260 and on 262 of the 320 pupils."""
    smaller = {
        "girl": {"no": (140, 20), "yes": (120, 9)},
        "profile": {
            "neither": (100, 10),
            "internal": (70, 14),
            "external": (60, 0),
            "both": (30, 5),
        },
    }
    more = {
        "girl": {**smaller["girl"], "no": (142, 20)},
        "profile": {**smaller["profile"], "neither": (102, 10)},
    }
    cohort = {
        "girl": {"no": (180, 30), "yes": (140, 20)},
        "profile": {
            "neither": (120, 15),
            "internal": (90, 20),
            "external": (70, 5),
            "both": (40, 10),
        },
    }
    tables = tables_of(cohort)
    before = release_results({**tables, **model_tables(smaller, (260, 29))}, COUNT_5)
    after = {**tables, **model_tables(more, (262, 29))}
    return before.tables, after


@pytest.mark.thorough
def test_a_model_on_a_few_other_pupils_goes_while_the_cohort_stays():
    before, after = on_two_more_pupils()
    assert before["fits"]["n_pupils"].notna().all()
    released = release_results(after, COUNT_5, earlier=[Earlier("before", before)]).tables
    assert released["characteristics"]["n_pupils"].notna().all()
    assert released["estimates"]["odds_ratio"].isna().all()
    assert released["fits"]["auc"].isna().all()


@pytest.mark.thorough
def test_a_model_of_which_no_count_left_goes_when_its_estimates_changed():
    before, after = on_two_more_pupils()
    hidden = before["estimates"].assign(n_pupils=pd.NA, n_events=pd.NA)
    same = release_results(after, COUNT_5, earlier=[Earlier("x", {**before, "estimates": hidden})])
    assert same.tables["estimates"]["odds_ratio"].notna().any()
    hidden["odds_ratio"] *= 1.01
    other = release_results(after, COUNT_5, earlier=[Earlier("x", {**before, "estimates": hidden})])
    assert other.tables["estimates"]["odds_ratio"].isna().all()


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5, OPENSAFELY], ids=lambda p: p.name)
def test_the_same_results_may_leave_again_as_they_are(profile):
    """Also those of a model whose counts are hidden, because few pupils are not in it."""
    tables = tables_of(COHORT_COUNTS)
    fewer = {"girl": {"no": (178, 30), "yes": (140, 32)}, "profile": COHORT_COUNTS["profile"]}
    tables |= model_tables(fewer, (318, 62))
    first = release_results(tables, profile)
    before = Earlier("before", first.tables, profile.round_to)
    again = release_results(tables, profile, earlier=[before])
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)


def test_a_model_over_imputations_goes_with_the_cohort_and_its_complete_cases_with_themselves():
    """The adjusted rows are about all 320 pupils, the complete cases about 260, then 262."""
    before, after = on_two_more_pupils()
    estimates = after["estimates"]
    pooled = after | {"complete_cases": estimates[estimates["model_kind"] == "adjusted"]}
    whole = tables_of(COHORT_COUNTS)["estimates"]
    pooled["estimates"] = whole
    released = release_results(pooled, COUNT_5, earlier=[Earlier("before", before)]).tables
    assert released["characteristics"]["n_pupils"].notna().all()
    assert released["complete_cases"]["odds_ratio"].isna().all()


def test_the_profile_open_compares_nothing():
    before, released = two(OPEN, ONE_FEWER)
    assert released.record["suppressed_counts"] == []
    assert released.tables["estimates"]["odds_ratio"].notna().any()
    assert before.record["earlier"]["releases"] == []


def test_the_record_names_what_can_be_read_in_the_earlier_release_and_no_number():
    _, released = two(RULE_OF_10, before=COUNT_5)
    said = released.record["earlier"]["released_before"]
    assert {"external", "both"} <= {entry["level"] for entry in said}
    assert all(set(entry) == {"universe", "predictor", "level", "measure", "release"}
               for entry in said)  # fmt: skip


# ---- the folders


@pytest.fixture
def kept(tmp_path):
    before = release_results(tables_of(COHORT_COUNTS), OPENSAFELY)
    folder = tmp_path / "data/earlier/first/numbers"
    for name, table in before.tables.items():
        write_table(table, folder / f"{name}.parquet")
    write_json(folder / "release.json", before.record)
    return tmp_path


def test_a_kept_release_is_read_with_its_rounding_and_the_name_of_its_folder(kept):
    files = [str(kept / file) for file in released_files(kept, "data/earlier/first")]
    (earlier,) = read_earlier(files)
    assert (earlier.name, earlier.round_to) == ("first", 5)
    assert set(earlier.tables["characteristics"]["predictor"]) >= {"girl", "profile"}


def test_a_folder_that_is_not_there_is_one_sentence_with_the_nearest_name(kept):
    with pytest.raises(DataError) as caught:
        released_files(kept, "data/earlier/frist")
    assert str(caught.value).endswith(
        'there is no folder "data/earlier/frist". Did you mean "first"?'
    )


def test_a_folder_without_a_release_is_told_what_it_lacks(kept):
    (kept / "data/earlier/first/numbers/flow.parquet").unlink()
    with pytest.raises(DataError, match=r"holds no release: flow\.parquet is not in it"):
        released_files(kept, "data/earlier/first")


def test_results_of_the_project_itself_are_no_earlier_release(kept):
    shutil.copytree(kept / "data/earlier/first", kept / "results/demo")
    with pytest.raises(DataError, match="Copy the folder to data/earlier"):
        released_files(kept, "results/demo/numbers")

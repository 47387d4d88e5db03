"""Why a number is missing or comes with a warning: a key with values, never a sentence.

The sentences, in two languages, stand in ``language/reasons.yaml`` under the same keys.
"""

#: Every key this package writes, with the names of its values.
REASON_KEYS: dict[str, tuple[str, ...]] = {
    "separation": ("predictor", "level", "direction"),
    "separation_number": ("predictor", "direction"),
    "separation_levels": ("predictor",),
    "separation_several": ("predictors",),
    "complete_separation": (),
    "separation_levels_no_estimate": ("predictor",),
    "separation_several_no_estimate": ("predictors",),
    "complete_separation_no_estimate": (),
    "separation_no_estimate": ("predictor", "level", "direction"),
    "separation_number_no_estimate": ("predictor", "direction"),
    "constant": ("predictor",),
    "empty_level": ("predictor", "level"),
    "empty_reference": ("predictor", "level"),
    "aliased": ("predictor", "level", "others"),
    "no_complete_pupils": (),
    "one_outcome": ("value",),
    "nothing_to_estimate": (),
    "not_converged": (),
    "interval_not_found": (),
    "more_parameters_than_events": ("parameters", "events"),
    "firth_without_clusters": (),
    "chosen_firth_without_clusters": (),
    "chosen_firth_without_robust": (),
    "as_many_parameters_as_pupils": (),
    "one_cluster": (),
    "no_exchangeable_solution": (),
    "few_clusters_decide": (),
    "few_clusters": ("clusters",),
    "too_few_clusters": ("clusters",),
    "clusters_of_one": (),
    "no_variance_between_clusters": (),
    "separation_in_imputations": ("imputations", "of"),
    "separation_in_imputations_without_clusters": ("imputations", "of"),
    "mediator_not_two_levels": ("mediator",),
    "natural_effects_firth": (),
    "no_test_over_imputations": (),
    "too_few_values": ("predictor",),
    "difference_cut": (),
    "joint_group_all_alike": (),
    "empty_group": (),
}


def reason(key: str, **values: object) -> str:
    """Write a reason as it is stored: the key, then its values in the documented order.

    Examples
    --------
    >>> reason("separation", predictor="dia", level="yes", direction="up")
    'separation|predictor=dia|level=yes|direction=up'
    """
    names = REASON_KEYS[key]
    if set(names) != set(values):
        msg = f"reason {key!r} takes {names}, not {tuple(values)}"
        raise ValueError(msg)
    # A bar parts the values, so one in the name of a column is written as another sign.
    written = {name: str(values[name]).replace("|", "¦") for name in names}
    return "|".join([key, *(f"{name}={written[name]}" for name in names)])

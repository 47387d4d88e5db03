"""Disclosure profiles: the rules of a data owner, as data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from thuiszitters.base.text import Text, text

#: So many decimals are all of them.
ALL_DIGITS = 15
#: Formats a profile can keep inside; html, png, parquet and json are what the stages hand on.
OPTIONAL_FILE_TYPES = ("csv", "xlsx", "docx", "tex", "pdf", "svg")


@dataclass(frozen=True, slots=True)
class DisclosureProfile:
    """What a count must be before it may be shown.

    Attributes
    ----------
    minimum_count
        Counts of pupils below this number are suppressed; 0 suppresses nothing.
    suppress_zero
        Whether a count of 0 is suppressed as well.
    suppress_complement
        Whether the pupils *outside* a group are protected like the group itself.
    round_to
        Released counts are multiples of this number.
    minimum_residual_df
        Fewest pupils minus parameters of a model that may be shown.
    maximum_group_share
        Largest share of a group that may have a sensitive outcome, in (0.5, 1].
    sensitive_outcomes
        Which outcomes tell something that a pupil would not have told: ``with`` it, ``without`` it.
    maximum_single_share
        Largest part of a mean or a spread that one pupil may make up, in (0, 1].
    significant_digits
        Of every released number that is not a count, at most; 0 leaves all digits of every number.
    likelihoods
        Whether standard errors, test statistics, likelihoods and information criteria leave.
    ratio_decimals, p_decimals, share_decimals, discrimination_decimals
        Of odds and risk ratios, p-values, risks and shares, and areas under the curve and the like.
    summary_decimals, standardised_decimals
        Of means and standard deviations, and of standardised differences.
    p_digits
        Significant digits of p-values.
    file_types
        Formats that may leave beside html, png, parquet and json.
    """

    name: str
    label: Text
    statement: Text
    minimum_count: int = 10
    suppress_zero: bool = True
    suppress_complement: bool = True
    round_to: int = 1
    minimum_residual_df: int = 10
    maximum_group_share: float = 0.9
    significant_digits: int = 3
    file_types: tuple[str, ...] = OPTIONAL_FILE_TYPES
    maximum_single_share: float = 0.5
    likelihoods: bool = False
    ratio_decimals: int = 2
    p_decimals: int = 3
    p_digits: int = 2
    share_decimals: int = 2
    discrimination_decimals: int = 2
    summary_decimals: int = 1
    standardised_decimals: int = 2
    sensitive_outcomes: tuple[str, ...] = ("with",)

    @property
    def suppresses(self) -> bool:
        """Whether anything can be suppressed or rounded at all."""
        return (
            self.minimum_count > 0
            or self.round_to > 1
            or self.minimum_residual_df > 0
            or self.maximum_group_share < 1
            or self.maximum_single_share < 1
        )

    @property
    def rules(self) -> dict[str, Any]:
        """Every rule by name, as plain values."""
        named = {"name", "label", "statement"}
        rules = {key: value for key, value in asdict(self).items() if key not in named}
        lists = ("file_types", "sensitive_outcomes")
        return {**rules, **{key: list(rules[key]) for key in lists}}

    @property
    def required_width(self) -> float:
        """How far apart the bounds on a suppressed count must at least stay."""
        return float(max(self.minimum_count - 1, 1))

    def is_small(self, count: int) -> bool:
        """Whether a count of pupils is too small to be shown.

        Examples
        --------
        >>> profile = disclosure_profile({"label": "x", "statement": "x"}, "strict")
        >>> [profile.is_small(count) for count in (0, 9, 10)]
        [True, True, False]
        """
        return count < self.minimum_count and (count > 0 or self.suppress_zero)

    def is_one_sided(self, pupils: int, events: int) -> bool:
        """Whether so many of a group have a sensitive outcome that it is known of each of them.

        That nearly nobody of a group is long-term absent tells nothing that a pupil keeps to
        himself; that nearly everybody is tells it of each.

        Examples
        --------
        >>> profile = disclosure_profile({"label": "x", "statement": "x"}, "strict")
        >>> [profile.is_one_sided(1000, events) for events in (10, 900, 901)]
        [False, False, True]
        """
        parts = {"with": events, "without": pupils - events}
        largest = max((parts[outcome] for outcome in self.sensitive_outcomes), default=0)
        return pupils > 0 and largest / pupils > self.maximum_group_share


def disclosure_profile(content: Mapping[str, Any], name: str) -> DisclosureProfile:
    """Build a profile from its part of config/disclosure.yaml."""
    rules = {key: value for key, value in content.items() if key not in {"label", "statement"}}
    for key in ("file_types", "sensitive_outcomes"):
        if key in rules:
            rules[key] = tuple(rules[key])
    return DisclosureProfile(
        name=name, label=text(content["label"]), statement=text(content["statement"]), **rules
    )

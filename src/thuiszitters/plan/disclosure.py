"""Disclosure profiles: the rules of a data owner, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from typing import Any, Literal

from thuiszitters.base.text import Text, text

#: So many decimals are all of them.
ALL_DIGITS = 15
#: Formats a profile can keep inside; html, png, parquet and json are what the stages hand on.
OPTIONAL_FILE_TYPES = ("csv", "xlsx", "docx", "tex", "pdf", "svg")


#: Counts that describe a group of pupils; those without the outcome follow from the other two.
Measure = Literal["n_pupils", "n_events", "n_non_events"]


@dataclass(frozen=True, slots=True)
class DisclosureProfile:
    """What a count must be before it may be shown.

    A rule that can suppress something says, in its metadata, at which value it is off and whether
    groups of pupils are judged by it. The end of its name says how a reviewer sees its value
    (``_share``, ``_decimals``, ``_digits``).

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
    minimum_count: int = field(default=10, metadata={"off": 0, "of": "groups"})
    suppress_zero: bool = True
    suppress_complement: bool = True
    round_to: int = field(default=1, metadata={"off": 1})
    minimum_residual_df: int = field(default=10, metadata={"off": 0})
    maximum_group_share: float = field(default=0.9, metadata={"off": 1, "of": "groups"})
    significant_digits: int = 3
    file_types: tuple[str, ...] = OPTIONAL_FILE_TYPES
    maximum_single_share: float = field(default=0.5, metadata={"off": 1})
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
        return any(self._in_force())

    @property
    def judges_groups(self) -> bool:
        """Whether a group of pupils can break a rule by itself."""
        return any(rule.metadata.get("of") == "groups" for rule in self._in_force())

    def _in_force(self) -> Iterator[Field[Any]]:
        """Rules that can suppress something, and are not off."""
        for rule in fields(self):
            if "off" in rule.metadata and getattr(self, rule.name) != rule.metadata["off"]:
                yield rule

    @property
    def rules(self) -> dict[str, Any]:
        """Every rule by name, as plain values."""
        named = {"name", "label", "statement"}
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
            if key not in named
        }

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

    def broken_by_group(self, pupils: int, events: int) -> Iterator[tuple[str, Measure]]:
        """Rules that a group of pupils breaks by itself, each with the count to protect.

        Every table of groups asks this: those of one predictor, those of several, and absence.

        Examples
        --------
        >>> profile = disclosure_profile({"label": "x", "statement": "x"}, "strict")
        >>> list(profile.broken_by_group(200, 190))
        [('group_share', 'n_events')]
        """
        counts: dict[Measure, int] = {
            "n_pupils": pupils, "n_events": events, "n_non_events": pupils - events
        }  # fmt: skip
        for measure, count in counts.items():
            if self.is_small(count):
                yield "small_count", measure
        if self.is_one_sided(pupils, events):
            yield "group_share", "n_events"

    def broken_by_fit(self, fit: Mapping[Any, Any]) -> str:
        """The rule that a fit breaks by itself, so that none of its numbers leave; mostly none.

        Parameters
        ----------
        fit
            A row of the table of fits.

        Examples
        --------
        >>> profile = disclosure_profile({"label": "x", "statement": "x"}, "strict")
        >>> profile.broken_by_fit({"n_pupils": 14, "n_parameters": 5})
        'residual_df'
        """
        short = fit["n_pupils"] - fit["n_parameters"] < self.minimum_residual_df
        return "residual_df" if short else ""


def disclosure_profile(content: Mapping[str, Any], name: str) -> DisclosureProfile:
    """Build a profile from its part of config/disclosure.yaml."""
    rules: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in content.items()
        if key not in {"label", "statement"}
    }
    return DisclosureProfile(
        name=name, label=text(content["label"]), statement=text(content["statement"]), **rules
    )

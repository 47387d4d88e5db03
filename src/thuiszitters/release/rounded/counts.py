"""Which counts a cohort gets that stands behind rounded ones: a function of what is shown.

Counts that are rounded one by one do not add up. The nearest counts that do, within the rounding,
are sought for all predictors at once by integer programming; what is suppressed gets the middle of
what the shown counts leave it. The exact counts have no part in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import coo_array, csr_array, hstack, identity, vstack

from thuiszitters.base.arrays import Floats
from thuiszitters.base.quiet import integer_program
from thuiszitters.plan.disclosure import DisclosureProfile, Measure
from thuiszitters.release.rounded.families import Family
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import COHORT, EVERYONE, Group, Quantity

#: What the shown counts leave a suppressed one, at most, in minimum counts: in the middle of more
#: a cohort would be far from any truth.
MOST_WIDE = 4
#: Weight of the totals, and how much weights of the same kind differ, so that one answer is best.
_TOTAL, _APART = 10.0, 0.1
_SEED = 2021
_MEASURES: tuple[Measure, ...] = ("n_pupils", "n_events")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The counts of the cohort that is made.

    Attributes
    ----------
    without, with_outcome
        Its pupils by outcome.
    counts
        Every count of a group, shown or not.
    vague
        Predictors of which a suppressed count could be almost anything.
    """

    without: int
    with_outcome: int
    counts: Mapping[Quantity, int]
    vague: frozenset[str]


def within_rounding(count: int, profile: DisclosureProfile) -> tuple[int, int]:
    """Smallest and largest count that would be shown as this one is.

    Examples
    --------
    >>> from thuiszitters.base.text import Text
    >>> word = Text(nl="x", en="x")
    >>> profile = DisclosureProfile("p", word, word, minimum_count=8, round_to=5)
    >>> [within_rounding(count, profile) for count in (9, 63)]
    [(8, 12), (63, 67)]
    """
    base = profile.round_to
    near = rounded(count, base)
    low, high = max(near - base // 2, 0), near + (base - 1) // 2
    if profile.is_small(0) or near > 0:
        low = max(low, profile.minimum_count)
    elif profile.minimum_count:
        high = min(high, 0)
    return low, high


def wanted_counts(
    families: Sequence[Family], s: Suppressed, shown: frozenset[Quantity]
) -> Wanted | None:
    """The counts nearest to the rounded ones that add up.

    Returns
    -------
    Wanted or None
        None where a total is suppressed, or shown counts are no counts of one cohort.
    """
    everyone = Group(COHORT, EVERYONE, EVERYONE)
    totals = [Quantity(everyone, measure) for measure in _MEASURES]
    if not {*totals} <= shown:
        return None
    system = _system(families, totals)
    names = list(system.rows)
    low = np.full(len(names), 0.0)
    high = np.full(len(names), np.inf)
    target = np.zeros(len(names))
    for place, quantity in enumerate(names):
        if quantity in shown:
            count = s.mask.counts.value(quantity)
            low[place], high[place] = within_rounding(count, s.profile)
            target[place] = rounded(count, s.profile.round_to)
    vague = set()
    hidden = [place for place, quantity in enumerate(names) if quantity not in shown]
    for place in hidden:
        ends = system.ends(place, low, high)
        target[place] = sum(ends) / 2
        if ends[1] - ends[0] > MOST_WIDE * max(s.profile.minimum_count, s.profile.round_to):
            vague.add(names[place].group.predictor)
    values = system.nearest(low, high, target)
    if values is None:
        return None
    made = {quantity: round(float(value)) for quantity, value in zip(names, values, strict=True)}
    n_pupils, n_events = (made[total] for total in totals)
    return Wanted(n_pupils - n_events, n_events, made, frozenset(vague))


@dataclass(frozen=True, slots=True)
class _Programme:
    """Unknown cells, sums of them that are counts, and sums that are 0."""

    rows: Mapping[Quantity, int]
    sums: csr_array
    zero: csr_array

    def _kept(self, low: Floats, high: Floats) -> list[LinearConstraint]:
        nothing = np.zeros(self.zero.shape[0])
        return [
            LinearConstraint(self.sums, low, high),
            LinearConstraint(self.zero, nothing, nothing),
        ]

    def ends(self, place: int, low: Floats, high: Floats) -> tuple[float, float]:
        """Smallest and largest value of a count, by linear programming."""
        row = self.sums[[place], :].toarray().ravel()
        found = []
        for sign in (1.0, -1.0):
            answer = integer_program(sign * row, constraints=self._kept(low, high))
            found.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
        return found[0], found[1]

    def nearest(self, low: Floats, high: Floats, target: Floats) -> Floats | None:
        """Whole counts within their ends, nearest to a target."""
        n, m = self.sums.shape[1], self.sums.shape[0]
        rng = np.random.default_rng(_SEED)
        weight = 1 + _APART * rng.random((2, m))
        weight[:, :2] *= _TOTAL
        eye = identity(m, format="csr")
        # Behind the cells: how far each count is above its target, and how far below.
        apart = hstack([self.sums, -eye, eye])
        wide = csr_array((self.sums.shape[0] + self.zero.shape[0], 2 * m))
        kept = hstack([vstack([self.sums, self.zero]), wide])
        nothing = np.zeros(self.zero.shape[0])
        answer = integer_program(
            np.concatenate([np.zeros(n), *weight]),
            constraints=[
                LinearConstraint(
                    kept, np.concatenate([low, nothing]), np.concatenate([high, nothing])
                ),
                LinearConstraint(apart, target, target),
            ],
            integrality=np.concatenate([np.ones(n), np.zeros(2 * m)]),
            bounds=Bounds(0, np.inf),
            options={"mip_rel_gap": 0.0},
        )
        if answer.status != 0:
            return None
        return np.asarray(self.sums @ np.round(answer.x[:n]))


def _system(families: Sequence[Family], totals: Sequence[Quantity]) -> _Programme:
    """Cells of every family by outcome; those with the same groups are one."""
    # The first two cells are all pupils without the outcome, and all with it.
    rows: dict[Quantity, list[tuple[int, float]]] = {
        totals[0]: [(0, 1.0), (1, 1.0)], totals[1]: [(1, 1.0)]
    }  # fmt: skip
    zero: list[list[tuple[int, float]]] = []
    n = 2
    for family in families:
        kinds = np.unique(np.stack([*family.groups.values()], axis=1), axis=0)
        for outcome in (0, 1):
            own = [n + 2 * place + outcome for place in range(len(kinds))]
            zero.append([(outcome, -1.0), *((place, 1.0) for place in own)])
        for number, group in enumerate(family.groups):
            cells = n + 2 * np.flatnonzero(kinds[:, number])
            with_outcome = [(int(cell) + 1, 1.0) for cell in cells]
            both = [(int(cell), 1.0) for cell in cells] + with_outcome
            rows[Quantity(group, "n_pupils")] = both
            rows[Quantity(group, "n_events")] = with_outcome
        n += 2 * len(kinds)
    names = {quantity: place for place, quantity in enumerate(rows)}
    return _Programme(names, _matrix([*rows.values()], n), _matrix(zero, n))


def _matrix(rows: Sequence[Sequence[tuple[int, float]]], n: int) -> csr_array:
    places = [number for number, row in enumerate(rows) for _ in row]
    columns = [place for row in rows for place, _ in row]
    parts = [part for row in rows for _, part in row]
    return csr_array(coo_array((parts, (places, columns)), shape=(len(rows), n)))

"""Which combinations of predictors a pupil can have, where predictors share their parts.

A problem profile is made of two constructs, problems at home hold those between parents. Imputed
one at a time they would make pupils who cannot exist: with a problem between parents and none at
home. Here every level says which constructs it means a pupil has or has not; a level that
contradicts what else is known of a pupil is not drawn. What follows wholly from others is
derived from them (passive imputation).

References
----------
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, section 6.4 (derived
variables, passive imputation).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Ints

#: Construct to whether a pupil has it.
Meaning = Mapping[str, bool]
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Relations:
    """What the levels of predictors say about each other.

    Attributes
    ----------
    meanings
        Per predictor, per level, what it says about constructs; empty where it says nothing.
    implied
        Pairs of constructs: whoever has the first has the second.
    made_of
        Construct to the constructs that it consists of: it is there when one of them is.
    """

    meanings: tuple[tuple[Meaning, ...], ...]
    implied: frozenset[tuple[str, str]] = frozenset()
    made_of: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def constructs(self, position: int) -> frozenset[str]:
        """Constructs that a predictor is about."""
        return frozenset(name for level in self.meanings[position] for name in level)

    def followers(self, position: int) -> tuple[int, ...]:
        """Predictors drawn after this one, from what it turned out to be.

        Of predictors that share a construct the one about more constructs leads, then the
        earlier one; a construct follows the constructs that it consists of.
        """
        own = self.constructs(position)
        found = []
        for other in range(len(self.meanings)):
            theirs = self.constructs(other)
            if other == position or not own or not theirs:
                continue
            later = (-len(theirs), other) > (-len(own), position)
            whole = any(name in theirs and own & set(parts) for name, parts in self.made_of)
            part = any(name in own and theirs & set(parts) for name, parts in self.made_of)
            same = any((one, two) in self.implied for one in own for two in theirs) and any(
                (two, one) in self.implied for one in own for two in theirs
            )
            if whole or ((own & theirs or same) and later and not part):
                found.append(other)
        return tuple(found)

    def possible(self, codes: Ints, position: int, known: Ints) -> Bools:
        """Levels that contradict nothing, shape (rows, levels).

        Parameters
        ----------
        codes
            Level numbers of all predictors as they stand now, -1 where nothing was drawn yet.
        position
            The predictor to be drawn.
        known
            The same before anything was drawn: of followers only known values count.
        """
        levels = self.meanings[position]
        allowed = np.ones((len(codes), max(len(levels), 1)), dtype=bool)
        if not self.constructs(position):
            return allowed
        later = self.followers(position)
        state: dict[str, Ints] = {}
        for other, meaning in enumerate(self.meanings):
            if other == position:
                continue
            self._note(state, (known if other in later else codes)[:, other], meaning)
        for number, level in enumerate(levels):
            for name, has in level.items():
                allowed[:, number] &= ~self._contradicted(state, level, name, has, len(codes))
        return allowed

    @staticmethod
    def _note(state: dict[str, Ints], codes: Ints, meaning: Sequence[Meaning]) -> None:
        for number, level in enumerate(meaning):
            here = codes == number
            for name, has in level.items():
                state.setdefault(name, np.full(len(codes), UNKNOWN, dtype=np.int64))
                state[name][here] = int(has)

    def _contradicted(
        self, state: Mapping[str, Ints], level: Meaning, name: str, has: bool, rows: int
    ) -> Bools:
        """Rows in which having, or not having, a construct cannot be."""

        def stands(construct: str, value: bool) -> Bools:
            if construct in level:
                return np.full(rows, level[construct] == value)
            column = state.get(construct)
            return np.zeros(rows, dtype=bool) if column is None else column == int(value)

        wrong = np.zeros(rows, dtype=bool)
        if name in state:
            wrong |= state[name] == int(not has)
        for part, whole in self.implied:
            if has and part == name:
                wrong |= stands(whole, False)
            if not has and whole == name:
                wrong |= stands(part, True)
        for whole, parts in self.made_of:
            if has and whole == name:
                wrong |= np.all([stands(part, False) for part in parts], axis=0)
            if not has and name in parts:
                others = [stands(part, False) for part in parts if part != name]
                wrong |= stands(whole, True) & np.all(others, axis=0)
        return wrong

"""A predictor that was decided on, with its values."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.base.row_arrays import each_row
from thuiszitters.logit.blocks import blocks
from thuiszitters.plan.analysis import PredictorSpec

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Predictor:
    """A predictor that was decided on.

    Attributes
    ----------
    spec
        As the models know it; levels are the values of the file.
    codes
        Per record the place of its value in `texts` or `numbers`; -1 where the cell is empty.
    texts
        The values of groups; empty for a number.
    numbers
        The values of a number; none for groups.
    """

    spec: PredictorSpec
    codes: Ints = field(repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)
    numbers: Floats | None = field(default=None, repr=False)

    @property
    def present(self) -> Bools:
        """Records with a value."""
        return each_row(lambda codes: codes >= 0, np.bool_, self.codes)

    @property
    def values(self) -> "pd.Series":
        """One per record: a level as text, or a number; missing where the cell is empty."""
        import pandas as pd

        if self.numbers is not None:
            return pd.Series(np.append(self.numbers, np.nan)[self.codes], dtype="float64")
        # One text per value is converted, not one per row.
        words = pd.array(list(self.texts), dtype="str").take(self.codes, allow_fill=True)
        return pd.Series(words)

    def levels_in(self, records: Bools) -> set[str]:
        """The groups that some of these records are in."""
        held: set[int] = set()
        for some in blocks(len(self.codes)):
            held.update(np.unique(self.codes[some][records[some]]).tolist())
        return {self.texts[code] for code in held if code >= 0}

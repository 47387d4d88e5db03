"""Tables to try things on, which come with the program."""

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, nearest_name
from thuiszitters.base.shipped import shipped

#: Name to what it holds.
EXAMPLES = {
    "altra_demo": "320 simulated pupils, a row each: absence, and what was found from codes",
    "altra_demo_codes": "the codes of the same pupils, a row per pupil and code",
    "quine": "146 children in New South Wales, a row each, with days of absence (Aitkin 1978)",
}


def example(name: str = "quine") -> pd.DataFrame:
    """A table that comes with the program.

    Parameters
    ----------
    name
        ``altra_demo`` or ``altra_demo_codes`` (synthetic), or ``quine`` (published data).

    Raises
    ------
    DataError
        When there is no such table.

    Examples
    --------
    >>> import thuiszitters as th
    >>> th.example("quine").shape
    (146, 6)
    """
    if name not in EXAMPLES:
        known = list(EXAMPLES)
        near = nearest_name(str(name), known)
        raise DataError(Problem("example", f'found "{name}"', ", ".join(known), near))
    words = {"pupil": "str", "child": "str"}
    return pd.read_csv(shipped(f"data/examples/{name}.csv"), dtype=words)

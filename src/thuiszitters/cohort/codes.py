"""Which codes a pupil has, for a look at every code on its own."""

import pandas as pd

from thuiszitters.codebook import Codebook


def pupil_codes(
    pupils: "pd.Series[str]", classifications: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Every code of every pupil, counted upward through the list.

    A code whose definition contains the outcome is left out, with everything that only it
    would give: it cannot tell anything about the outcome.

    Parameters
    ----------
    pupils
        Identifiers of the pupils in the cohort.
    classifications
        Canonical table.
    codebook
        The code list with the cohort's own codes.

    Returns
    -------
    DataFrame
        ``pupil_id`` and ``code``, each pair once, sorted.
    """
    allowed = [code.code for code in codebook.codes if code.outcome_adjacent == "no"]
    upward = pd.DataFrame(
        [(code, above) for code in allowed for above in codebook.upward(code)],
        columns=["recorded", "code"],
    )
    own = classifications[["pupil_id", "code"]].rename(columns={"code": "recorded"})
    own = own[own["pupil_id"].isin(set(pupils))]
    pairs = own.merge(upward, on="recorded")[["pupil_id", "code"]].drop_duplicates()
    return pairs.sort_values(["pupil_id", "code"], ignore_index=True).astype("str")

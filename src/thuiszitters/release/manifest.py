"""What results were made from: one manifest that leaves, one that stays."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from thuiszitters.base.io import write_json
from thuiszitters.base.provenance import manifest
from thuiszitters.intake.identifiers import cohort_key
from thuiszitters.plan.disclosure import disclosure_profile


def write_manifests(
    paths: Any,
    cohort: str,
    slices: Mapping[str, Any],
    seed: int,
    inputs: Sequence[str],
    outputs: Sequence[str],
) -> None:
    """Write both manifests.

    Parameters
    ----------
    paths
        Name to path: ``manifest`` leaves, ``restricted`` stays.
    cohort, slices, seed
        Of the run.
    inputs, outputs
        Files, relative to the project folder.

    Raises
    ------
    DataError
        When the key of a cohort cannot be read or made.

    Notes
    -----
    Under a profile that suppresses, digests of restricted inputs leave keyed with the cohort's key.
    """
    profile = disclosure_profile(slices["disclosure"], slices["file"]["disclosure"])
    key = cohort_key(cohort, Path()) if profile.suppresses else None
    made_from = (cohort, slices, seed, inputs, outputs)
    targets = dict(paths.items())
    write_json(targets["manifest"], manifest(*made_from, key))
    write_json(targets["restricted"], manifest(*made_from))

"""A release on disk: the numbers that may leave, and the page that stays."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base.io import write_json, write_numbers
from thuiszitters.release.review.page import write_review
from thuiszitters.release.stage import Released


def write_release(
    paths: Any,
    released: Released,
    records: Mapping[str, Mapping[str, Any]],
    published: Mapping[str, pd.DataFrame],
) -> None:
    """Write released numbers and the page of the output checker into a folder each.

    Parameters
    ----------
    paths
        Name to folder, ``numbers`` and ``review``: a mapping, or the named outputs of a rule.
    released
        What the release stage made.
    records
        The records that travel with the numbers; ``study`` gives the page its labels.
    published
        Tables that hold no pupils and leave beside the others.
    """
    folders = dict(paths.items())
    write_review(folders["review"], released, records["study"])
    write_json(Path(folders["review"]) / "release.json", released.judged_record)
    write_numbers(folders["numbers"], {**released.tables, **published}, records)

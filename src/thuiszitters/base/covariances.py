"""The covariances that intervals and tests can be made from, each named once.

A plan, the command line, the release and the reports take the names from here; what each of them
is stands where it is computed (`logit/clustered.py`).
"""

from typing import Literal, get_args

Covariance = Literal["auto", "CR1", "CR2", "HC1", "GEE"]
#: Every name, in the order that messages and options list them.
COVARIANCES: tuple[Covariance, ...] = get_args(Covariance)
#: Those that take pupils as independent; all others allow for clusters.
INDEPENDENT = ("HC1",)
CLUSTERED = tuple(kind for kind in COVARIANCES if kind not in ("auto", *INDEPENDENT))
#: What `auto` is with clusters, and without.
AUTO_CLUSTERED, OF_THE_MODEL = "CR2", "model"


def kind_of(asked: str, *, clustered: bool) -> str:
    """The covariance that is used where this one was asked for.

    Examples
    --------
    >>> kind_of("auto", clustered=True), kind_of("auto", clustered=False)
    ('CR2', 'model')
    """
    if clustered:
        return asked if asked in CLUSTERED else AUTO_CLUSTERED
    return asked if asked in INDEPENDENT else OF_THE_MODEL

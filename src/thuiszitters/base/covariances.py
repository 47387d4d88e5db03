"""The covariances that intervals and tests can be made from, each named once.

A plan, the command line, the release and the reports take the names from here; what each of them
is stands where it is computed (`logit/clustered.py`). Nothing else asks for one by its name: what
differs between them is the kind it is declared under.
"""

from typing import Literal, get_args

#: Covariances between clusters of the estimates there are.
Sandwich = Literal["CR1", "CR2"]
#: Those that take pupils as independent; all others allow for clusters.
Independent = Literal["HC1"]
#: Those that allow for clusters by equations of their own. The estimates are their solution, so
#: there is no likelihood either.
Equations = Literal["GEE"]
Covariance = Literal["auto", Sandwich, Independent, Equations]
#: Every name, in the order that messages and options list them.
COVARIANCES: tuple[Covariance, ...] = get_args(Covariance)
SANDWICHES: tuple[str, ...] = get_args(Sandwich)
INDEPENDENT: tuple[str, ...] = get_args(Independent)
EQUATIONS: tuple[str, ...] = get_args(Equations)
CLUSTERED = SANDWICHES + EQUATIONS
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

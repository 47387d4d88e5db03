"""Where chance comes from: one seed, and a stream of its own for every use."""

import zlib
from dataclasses import dataclass

import numpy as np


def generator(seed: int, *names: str) -> np.random.Generator:
    """A generator that depends on the seed and on what it is for, and on nothing else.

    Two uses never share a stream, and adding a use does not change the others.

    Parameters
    ----------
    seed
        Seed of the configuration.
    names
        What it is for, such as a cohort and a stage.

    Examples
    --------
    >>> float(generator(1, "a").random()) == float(generator(1, "a").random())
    True
    >>> float(generator(1, "a").random()) == float(generator(1, "b").random())
    False
    """
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


@dataclass(frozen=True, slots=True)
class Streams:
    """Sources of chance by the names of their uses; what a cohort is called changes no number.

    Examples
    --------
    >>> chance = Streams(1)
    >>> float(chance("effects").random()) == float(generator(1, "effects").random())
    True
    """

    seed: int

    def __call__(self, *names: str) -> np.random.Generator:
        return generator(self.seed, *names)

    def of_imputation(self) -> np.random.Generator:
        """Every stage imputes the same values: the seed decides, not what a cohort is called."""
        return generator(self.seed, "imputation")

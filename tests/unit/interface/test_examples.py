"""Tables that come with the program."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.interface.examples import EXAMPLES, example


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_as_large_as_is_said_of_it(name):
    said = EXAMPLES[name].split()[0]
    table = example(name)
    n_pupils = table["pupil" if "pupil" in table else "child"].nunique()
    assert not said.isdigit() or n_pupils == int(said)


def test_identifiers_keep_their_zeros():
    assert example("quine")["child"].str.len().nunique() == 1


def test_another_name_gets_the_nearest():
    with pytest.raises(DataError, match="quine"):
        example("quinn")

"""The command `draft` writes nothing over."""

import pytest

from thuiszitters.base.errors import PlanError
from thuiszitters.setup.draft import command


@pytest.mark.parametrize(
    ("name", "told"),
    [("quine", "there is a plan of this name already"), ("Mijn plan", "this is no name")],
)
def test_a_plan_is_never_written_over(root, name, told):
    with pytest.raises(PlanError, match=told):
        command.draft(["leerlingen.csv"], "proef", new_plan=name, root=root)

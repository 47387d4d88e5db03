"""What a check finds in a cohort."""

from pathlib import Path
from shutil import copytree

import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.plan.project import load_project
from thuiszitters.setup.check import check_cohort
from thuiszitters.setup.simulate import simulate_extract, simulation_spec, write_extract

ROOT = Path(__file__).parents[4]


def test_a_check_counts_outcome_and_events_per_parameter(quine):
    assert (quine["outcome"]["n_pupils"], quine["outcome"]["n_events"]) == (146, 45)
    (model,) = quine["models"]
    assert (model["n_parameters"], model["events_per_parameter"]) == (6, 7.5)
    assert model["caution"] == "few_events"


@pytest.mark.thorough
def test_no_number_of_a_shipped_cohort_is_called_far(tmp_path):
    project = load_project(ROOT)
    profile = disclosure_profile(read_yaml(ROOT / "config/disclosure.yaml")["count_5"], "count_5")
    copytree(ROOT / "config", tmp_path / "config")
    truth = simulation_spec(read_yaml(ROOT / "config/simulation.yaml"))
    files = project["cohort"]["altra_demo"]["file"]["files"]
    paths = {name: str(tmp_path / part["path"]) for name, part in files.items()}
    write_extract(simulate_extract(truth, read_yaml(ROOT / "config/config.yaml")["seed"]), paths)
    for name, root in (("quine", ROOT), ("altra_demo", tmp_path)):
        found = check_cohort(name, project["cohort"][name], profile, root)["odd"]
        assert [one for one in found if "extremely far" in one] == []

"""What synthetic cohorts are drawn from."""

from thuiszitters.base.shipped import shipped
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.simulation import FIRST, simulated_cohorts, simulated_files, simulation_spec


def test_every_shipped_cohort_can_be_drawn_and_differs_from_the_first_in_its_draw():
    cohorts = simulated_cohorts(read_yaml(shipped("config/simulation.yaml")))
    specs = {name: simulation_spec(part) for name, part in cohorts.items()}
    assert next(iter(specs)) == FIRST
    assert all(spec.reference_date < spec.extraction_date for spec in specs.values())
    draws = [(spec.draw, spec.pupils) for spec in specs.values()]
    assert len(draws) == len(set(draws))


def test_each_has_three_files_that_need_not_be_there():
    files = simulated_files(["a", "b"])
    assert len(files) == 6
    assert "data/raw/b/verzuim.csv" in files

"""The simulated extract."""

from pathlib import Path

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import read_codebook
from thuiszitters.cohort.build import build_cohort
from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.outcome import outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults
from thuiszitters.setup.simulate import write_extract

ROOT = Path(__file__).parents[4]


def load(name):
    return read_yaml(ROOT / "config" / f"{name}.yaml")


def filled(name, schema):
    shape = read_yaml(ROOT / f"workflow/schemas/{schema}.schema.yaml")
    return with_defaults(load(name), shape, shape)


def build(extract, root):
    """The demo cohort of an extract, through files and readers."""
    content = load("cohorts/altra_demo")
    paths = {name: part["path"] for name, part in content["files"].items()}
    write_extract(extract, {name: str(root / path) for name, path in paths.items()})
    codebook = read_codebook(ROOT / "config/codebooks/capj.csv", "capj")
    spec = cohort_spec(content, "altra_demo")
    source = read_source(spec, codebook, root)
    plan = plan_spec(filled("plans/niet_thuis_geven", "plan"), "niet_thuis_geven")
    definition = outcome_definition(load("outcomes")["ocw_3m"], "ocw_3m")
    return source, build_cohort(source, spec, plan, codebook, definition), spec

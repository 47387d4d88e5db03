# Reproducible risk-factor analysis for long-term school absence.
#
# One word per stage; the word is the folder it writes, the module it calls and its rules file.
#
# data/raw/                         what a school or institution delivered         (restricted)
# data/derived/<cohort>/source/     canonical tables: pupils, codes, absences      (restricted)
# data/derived/<cohort>/cohort/     one row per pupil, and who was left out        (restricted)
# data/derived/<cohort>/patterns/   distinct rows with counts, no identifiers      (restricted)
# data/derived/<cohort>/describe/   who is in the cohort, by outcome               (restricted)
# data/derived/<cohort>/models/     one row per model and term, unrounded          (restricted)
# data/derived/<cohort>/effects/    the same as risks, standardised over the cohort (restricted)
# data/derived/<cohort>/validation/ whether each model holds                      (restricted)
# data/derived/<cohort>/released/   the same after disclosure control, until all of it is there
# data/derived/<cohort>/review/     what leaves and what stays, for an output checker (restricted)
# results/<cohort>/numbers/ tables/ figures/ report/ manifest.json                 (may leave)
import os

from thuiszitters.plan.project import load_project_or_exit
from thuiszitters.base.provenance import source_digest

# One thread per job: matrices here are narrow, cores are for jobs, and sums in another order
# would cost the last digit.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

# config.yaml is read here and not by Snakemake, so that a fault in it becomes a sentence. What
# stands on the command line after --config is in `config` already, and goes before the file.
config.update(load_project_or_exit(workflow.basedir, config))


wildcard_constraints:
    cohort="|".join(config["cohorts"]),


include: "workflow/rules/simulate.smk"
include: "workflow/rules/intake.smk"
include: "workflow/rules/cohort.smk"
include: "workflow/rules/patterns.smk"
include: "workflow/rules/describe.smk"
include: "workflow/rules/models.smk"
include: "workflow/rules/effects.smk"
include: "workflow/rules/validation.smk"
include: "workflow/rules/release.smk"
include: "workflow/rules/tables.smk"
include: "workflow/rules/figures.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/publish.smk"
include: "workflow/rules/provenance.smk"


rule all:
    default_target: True
    input:
        expand("results/{cohort}/manifest.json", cohort=config["cohorts"]),
        "results/index.html",

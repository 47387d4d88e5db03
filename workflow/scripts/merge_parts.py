"""Rule merge_parts: add up the counts of the parts of a cohort."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.cohort.parts import merge_parts
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        spec = cohort_spec(smk.params.cohort, smk.wildcards.cohort)
        plan = plan_of_sections(predictors=smk.params.predictors, screen=smk.params.screen)
        merge_parts(spec, plan, dict(smk.input.items()), dict(smk.output.items()))


if __name__ == "__main__":
    main(snakemake)

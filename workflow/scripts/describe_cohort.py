"""Rule describe_cohort: who is in the cohort, by outcome."""

from typing import TYPE_CHECKING

from thuiszitters.describe import describe_cohort
from thuiszitters.io import read_table, write_table
from thuiszitters.logs import log_to
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(predictors=smk.params.predictors)
        characteristics = describe_cohort(read_table(smk.input.patterns), plan)
        write_table(characteristics, smk.output.characteristics)


if __name__ == "__main__":
    main(snakemake)

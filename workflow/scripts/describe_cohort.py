"""Rule describe_cohort: who is in the cohort, by outcome."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_table, write_table
from thuiszitters.base.logs import log_to
from thuiszitters.describe.characteristics import describe_cohort
from thuiszitters.describe.co_occurrence import count_combinations
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        given = {"predictors": smk.params.predictors, "stacking": smk.params.stacking}
        plan, patterns = plan_of_sections(**given), read_table(smk.input.patterns)
        write_table(describe_cohort(patterns, plan), smk.output.characteristics)
        write_table(count_combinations(patterns, plan), smk.output.combinations)


if __name__ == "__main__":
    main(snakemake)

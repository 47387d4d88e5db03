"""Rule describe_cohort: who is in the cohort, by outcome."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_tables, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.base.randomness import Streams
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        named = ("predictors", "models", "estimation", "problem_count")
        given = {key: smk.params[key] for key in named}
        plan = plan_of_sections(**given)
        chance = Streams(0)
        write_tables(describe_cohort(read_tables(smk.input), plan, chance), smk.output)


if __name__ == "__main__":
    main(snakemake)

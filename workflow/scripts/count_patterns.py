"""Rule count_patterns: distinct rows with counts; the last stage that sees a pupil."""

from typing import TYPE_CHECKING

from thuiszitters.io import read_table, write_table
from thuiszitters.logs import log_to
from thuiszitters.patterns import count_patterns
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(predictors=smk.params.predictors)
        patterns = count_patterns(read_table(smk.input.analysis), plan)
        write_table(patterns, smk.output.patterns)


if __name__ == "__main__":
    main(snakemake)

"""Rule count_patterns: distinct rows with counts; the last stage that sees a pupil."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_tables, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.cohort.patterns import count_all
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(**dict(smk.params.items()))
        write_tables(count_all(read_tables(smk.input), plan), smk.output)


if __name__ == "__main__":
    main(snakemake)

"""Rule write_index: one page that links every report."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.report.stage import write_index

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        write_index(smk.params.cohorts, smk.params.languages, "results")


if __name__ == "__main__":
    main(snakemake)

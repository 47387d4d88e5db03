"""Rule read_source: from the files of a cohort to canonical tables."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import write_json, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.codebook import read_codebooks
from thuiszitters.intake import read_source
from thuiszitters.plan.cohort_file import cohort_spec

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        spec = cohort_spec(smk.params.cohort, smk.wildcards.cohort)
        source = read_source(spec, read_codebooks(smk.input.codebook), ".")
        write_tables(source.tables(), smk.output)
        write_json(smk.output.intake, source.intake)


if __name__ == "__main__":
    main(snakemake)

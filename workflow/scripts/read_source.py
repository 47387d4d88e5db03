"""Rule read_source: from the files of a cohort to canonical tables."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import write_json
from thuiszitters.base.logs import log_to
from thuiszitters.codebook import read_codebooks
from thuiszitters.intake.source import write_source
from thuiszitters.plan.cohort_file import cohort_spec

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        spec = cohort_spec(smk.params.cohort, smk.wildcards.cohort)
        codebook = read_codebooks(smk.input.codebook)
        intake = write_source(spec, codebook, ".", dict(smk.output.items()))
        write_json(smk.output.intake, intake)


if __name__ == "__main__":
    main(snakemake)

"""Rule write_manifest: name what the results were made from, and the results themselves."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import files_below
from thuiszitters.base.logs import log_to
from thuiszitters.base.publish import without_stamps
from thuiszitters.release.manifest import write_manifests

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        inputs = files_below([*smk.input.source, *smk.input.codebook, *smk.input.earlier])
        results = [smk.input.numbers, smk.input.tables, smk.input.figures, smk.input.report]
        made_from = (smk.wildcards.cohort, smk.params.slices, smk.params.seed)
        without_stamps(results)
        write_manifests(smk.output, *made_from, inputs, files_below(results))


if __name__ == "__main__":
    main(snakemake)

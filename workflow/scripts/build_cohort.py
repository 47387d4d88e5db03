"""Rule build_cohort: eligibility, outcome and constructs, one row per pupil."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_json
from thuiszitters.base.logs import log_to
from thuiszitters.cohort.slices import build_from_slices

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        named = ("cohort", "outcome", "definitions", "constructs", "predictors")
        slices = {key: smk.params[key] for key in named}
        read = (dict(smk.input.items()), smk.input.codebook, read_json(smk.input.intake))
        build_from_slices(smk.wildcards.cohort, slices, *read, dict(smk.output.items()))


if __name__ == "__main__":
    main(snakemake)

"""Rule count_part: build one part of a cohort and count it; no row per pupil is written."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_json
from thuiszitters.base.logs import log_to
from thuiszitters.cohort.parts import count_part

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        built = ("cohort", "outcome", "definitions", "constructs", "predictors")
        slices = {key: smk.params[key] for key in (*built, "screen", "clusters")}
        place = int(smk.wildcards.part), int(smk.wildcards.parts)
        read = (dict(smk.input.items()), smk.input.codebook, read_json(smk.input.intake))
        count_part(place, smk.wildcards.cohort, slices, *read, dict(smk.output.items()))


if __name__ == "__main__":
    main(snakemake)

"""Rule translate_effects: from odds to risks, decomposition and interaction."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_tables, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.base.randomness import Streams
from thuiszitters.cohort.slices import plan_with_codes
from thuiszitters.effects.stage import translate_effects

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_with_codes(smk.wildcards.cohort, smk.params, smk.input.codebook)
        chance = Streams(smk.params.seed)
        write_tables(translate_effects(read_tables(smk.input), plan, chance), smk.output)


if __name__ == "__main__":
    main(snakemake)

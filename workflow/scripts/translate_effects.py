"""Rule translate_effects: from odds to risks, overlap and interaction."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_table, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.cohort.slices import plan_with_codes
from thuiszitters.effects.stage import translate_effects
from thuiszitters.models.imputed import streams

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_with_codes(smk.wildcards.cohort, smk.params, smk.input.codebook)
        chance = streams(smk.params.seed, smk.wildcards.cohort)
        effects = translate_effects(read_table(smk.input.patterns), plan, *chance)
        write_tables(effects.tables(), smk.output)


if __name__ == "__main__":
    main(snakemake)

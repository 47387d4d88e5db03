"""Rule translate_effects: from odds to risks, overlap and interaction."""

from functools import partial
from typing import TYPE_CHECKING

from thuiszitters.base.io import read_table, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.base.randomness import generator
from thuiszitters.cohort.slices import plan_with_codes
from thuiszitters.effects.stage import translate_effects
from thuiszitters.models.imputed import imputation_stream

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        given = (smk.wildcards.cohort, dict(smk.params.items()), smk.input.codebook)
        plan = plan_with_codes(*given)
        rng = partial(generator, smk.params.seed, smk.wildcards.cohort)
        imputing = imputation_stream(smk.params.seed)
        effects = translate_effects(read_table(smk.input.patterns), plan, rng, imputing)
        write_tables(effects.tables(), smk.output)


if __name__ == "__main__":
    main(snakemake)

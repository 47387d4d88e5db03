"""Rule translate_effects: from odds to risks, overlap and interaction."""

from functools import partial
from typing import TYPE_CHECKING

from thuiszitters.base.io import read_table, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.base.randomness import generator
from thuiszitters.effects.stage import translate_effects
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(**dict(smk.params.items()))
        rng = partial(generator, smk.params.seed, smk.wildcards.cohort)
        effects = translate_effects(read_table(smk.input.patterns), plan, rng)
        write_tables(effects.tables(), smk.output)


if __name__ == "__main__":
    main(snakemake)

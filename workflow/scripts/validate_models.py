"""Rule validate_models: whether every adjusted model holds."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_tables, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.base.randomness import Streams
from thuiszitters.plan.reading import plan_of_sections
from thuiszitters.validation.stage import validate_models

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(**dict(smk.params.items()))
        chance = Streams(smk.params.seed, smk.wildcards.cohort)
        write_tables(validate_models(read_tables(smk.input), plan, chance), smk.output)


if __name__ == "__main__":
    main(snakemake)

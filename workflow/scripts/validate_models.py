"""Rule validate_models: whether every adjusted model holds."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_table, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.cohort.slices import plan_with_codes
from thuiszitters.models.imputed import streams
from thuiszitters.validation.stage import validate_models

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_with_codes(smk.wildcards.cohort, smk.params, smk.input.codebook)
        chance, imputing = streams(smk.params.seed)
        patterns, estimates = read_table(smk.input.patterns), read_table(smk.input.estimates)
        validated = validate_models(patterns, plan, chance("validation"), imputing, estimates)
        write_tables(validated.tables(), smk.output)


if __name__ == "__main__":
    main(snakemake)

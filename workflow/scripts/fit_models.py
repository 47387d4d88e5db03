"""Rule fit_models: estimate every model of the plan."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_tables, write_tables
from thuiszitters.base.logs import log_to
from thuiszitters.base.randomness import generator
from thuiszitters.models.everything import fit_everything
from thuiszitters.models.imputed import IMPUTATION
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(**dict(smk.params.items()))
        rng = generator(smk.params.seed, smk.wildcards.cohort, IMPUTATION)
        write_tables(fit_everything(read_tables(smk.input), plan, rng), smk.output)


if __name__ == "__main__":
    main(snakemake)

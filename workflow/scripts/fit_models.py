"""Rule fit_models: estimate every model of the plan."""

from typing import TYPE_CHECKING

from thuiszitters.io import read_table, write_tables
from thuiszitters.logs import log_to
from thuiszitters.models import fit_plan
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        plan = plan_of_sections(**dict(smk.params.items()))
        fitted = fit_plan(read_table(smk.input.patterns), plan)
        write_tables(fitted.tables(), smk.output)


if __name__ == "__main__":
    main(snakemake)

"""Rule simulate_extract: write the extract of a synthetic cohort."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.setup.simulate import simulate_extract, simulation_spec, write_extract

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        extract = simulate_extract(simulation_spec(smk.params.simulation), smk.params.seed)
        write_extract(extract, dict(smk.output.items()))


if __name__ == "__main__":
    main(snakemake)

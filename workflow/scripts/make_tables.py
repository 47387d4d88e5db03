"""Rule make_tables: released numbers as tables that people read."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.tables.stage import make_all_tables

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        given = (smk.input.numbers, smk.params.languages, smk.output.tables)
        make_all_tables(*given, smk.params.journal, smk.params.p_values)


if __name__ == "__main__":
    main(snakemake)

"""Rule release_results: the door; no other rule makes the numbers that may leave."""

from typing import TYPE_CHECKING

from thuiszitters.io import read_json, read_tables, write_numbers
from thuiszitters.literature import literature_for
from thuiszitters.logs import log_to
from thuiszitters.release.earlier_files import read_earlier
from thuiszitters.release.review import write_review
from thuiszitters.release.slices import release_from_slices

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        tables, intake = read_tables(smk.input), read_json(smk.input.intake)
        given = (smk.wildcards.cohort, smk.params.slices, tables, intake, smk.input.codebook)
        released, records = release_from_slices(*given, read_earlier(smk.input.earlier))
        published = literature_for(smk.params.slices["plan"], smk.input.literature)
        write_review(smk.output.review, released, records["study"])
        write_numbers(smk.output.numbers, {**released.tables, **published}, records)


if __name__ == "__main__":
    main(snakemake)

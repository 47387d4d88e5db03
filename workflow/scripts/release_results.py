"""Rule release_results: disclosure control; no other rule makes the numbers that may leave."""

from typing import TYPE_CHECKING

from thuiszitters.base.io import read_json, read_tables
from thuiszitters.base.logs import log_to
from thuiszitters.release import slices, writing
from thuiszitters.release.differencing.reading import read_earlier
from thuiszitters.results.literature import literature_for

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        given = (smk.wildcards.cohort, smk.params.slices, read_tables(smk.input))
        beside = (read_json(smk.input.intake), smk.input.codebook, read_earlier(smk.input.earlier))
        released, records = slices.release_from_slices(*given, *beside, smk.params.seed)
        published = literature_for(given[1]["plan"], smk.input.literature)
        writing.write_release(smk.output, released, records, published)


if __name__ == "__main__":
    main(snakemake)

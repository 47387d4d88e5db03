"""Rule release_results: the door; the only writer of results/<cohort>/numbers."""

from typing import TYPE_CHECKING

from thuiszitters.io import read_json, read_tables, write_numbers
from thuiszitters.logs import log_to
from thuiszitters.release import disclosure_profile, release_results, study_record

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        slices, intake = smk.params.slices, read_json(smk.input.intake)
        profile = disclosure_profile(slices["disclosure"], slices["file"]["disclosure"])
        released = release_results(read_tables(smk.input), profile)
        study = study_record(smk.wildcards.cohort, slices, released.tables)
        records = {"study": study, "release": released.record, "intake": intake}
        write_numbers(smk.output.numbers, released.tables, records)


if __name__ == "__main__":
    main(snakemake)

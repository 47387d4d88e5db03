"""Rule write_report: released numbers as sentences, in every language."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.report.stage import write_all_reports

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        figures, languages = smk.input.figures, smk.params.languages
        write_all_reports(smk.input.numbers, figures, languages, smk.output.report)


if __name__ == "__main__":
    main(snakemake)

"""Rule draw_figures: released numbers as figures."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.figures.stage import draw_all_figures

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        draw_all_figures(smk.input.numbers, smk.params.languages, smk.output.figures)


if __name__ == "__main__":
    main(snakemake)

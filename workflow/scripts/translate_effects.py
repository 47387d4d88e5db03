"""Rule translate_effects: from odds to risks, standardised over the cohort."""

from typing import TYPE_CHECKING

from thuiszitters.effects.tables import translate_effects
from thuiszitters.io import read_table, write_table
from thuiszitters.logs import log_to
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        sections = {key: smk.params[key] for key in ("predictors", "models", "estimation")}
        risks = translate_effects(read_table(smk.input.patterns), plan_of_sections(**sections))
        write_table(risks, smk.output.risks)


if __name__ == "__main__":
    main(snakemake)

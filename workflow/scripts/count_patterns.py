"""Rule count_patterns: distinct rows with counts; the last stage that sees a pupil."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.cohort.patterns import count_all
from thuiszitters.plan.reading import plan_of_sections

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        sections = {key: smk.params[key] for key in ("predictors", "screen")}
        plan, paths = plan_of_sections(**sections), dict(smk.input.items())
        count_all(paths, plan, smk.params.clusters, dict(smk.output.items()))


if __name__ == "__main__":
    main(snakemake)

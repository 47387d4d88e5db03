"""Rule build_cohort: eligibility, outcome and constructs, one row per pupil."""

from typing import TYPE_CHECKING

from thuiszitters.logs import log_to

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        sections = {key: smk.params[key] for key in ("constructs", "predictors")}


if __name__ == "__main__":
    main(snakemake)

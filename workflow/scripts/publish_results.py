"""Rule publish_results: what was released, put in place when all of it is there."""

from typing import TYPE_CHECKING

from thuiszitters.base.logs import log_to
from thuiszitters.base.publish import publish

if TYPE_CHECKING:
    from snakemake.iocontainers import Snakemake, snakemake


def main(smk: "Snakemake") -> None:
    with log_to(smk.log[0]):
        publish(dict(smk.input.items()), dict(smk.output.items()))


if __name__ == "__main__":
    main(snakemake)

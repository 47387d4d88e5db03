"""Compare our numbers with R's in random tables; ends with 1 where one differs.

Usage: python benchmarks/fuzz_against_r.py [--tables 500] [--seed 20261127] [--only 17 204]

Without R or one of its packages it says so and ends with 0.
"""

import argparse
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from fuzz_r.compare import TOLERANCES, largest
from fuzz_r.run import SEED, Outcome, run, what_is_absent

SHOWN = 40


def report(outcome: Outcome) -> list[str]:
    """Lines for a person."""
    lines = ["kind                     numbers  largest difference  tolerance  unit      table"]
    for kind, (count, worst) in largest(outcome.compared).items():
        size, unit, _ = TOLERANCES[kind]
        lines.append(
            f"{kind:24} {count:7}  {worst.difference:18.1e}  {size:9.0e}  {unit:8}  {worst.table}"
        )
    lines += [f"table {number}: {why}" for number, why in outcome.without]
    different = [one for one in outcome.compared if not one.agrees]
    lines += [
        f"table {one.table} ({one.shape}): {one.kind} {one.name} "
        f"ours {one.ours:.12g}, R {one.theirs:.12g}, apart {one.difference:.1e}"
        for one in different[:SHOWN]
    ]
    tables = {one.table for one in outcome.compared}
    lines.append(
        f"{len(outcome.compared)} numbers of {len(tables)} tables; {len(different)} differ."
    )
    return lines


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", type=int, nargs="*", default=[], help="numbers of tables")
    chosen = parser.parse_args()
    if absent := what_is_absent():
        sys.stdout.write(absent + "\n")
        return 0
    outcome = run(chosen.tables, chosen.seed, chosen.only)
    sys.stdout.write("\n".join(report(outcome)) + "\n")
    return int(any(not one.agrees for one in outcome.compared))


if __name__ == "__main__":
    sys.exit(main())

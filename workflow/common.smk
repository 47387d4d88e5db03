# How cohorts are counted: at once, or in parts, each by a job. The rules ask this file.
counted_in_parts = [name for name, jobs in config["jobs"].items() if jobs > 1]
counted_at_once = [name for name, jobs in config["jobs"].items() if jobs == 1]


def one_of(cohorts):
    """What a wildcard may be; without cohorts, nothing."""
    return "|".join(cohorts) or "(?!)"


def files_of_parts(wildcards):
    """Every table of every part of a cohort, by name."""
    jobs = config["jobs"][wildcards.cohort]
    return {
        name: expand(path, cohort=wildcards.cohort, part=range(1, jobs + 1), parts=jobs)
        for name, path in rules.count_part.output.items()
    }

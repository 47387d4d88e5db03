# How cohorts are counted: at once, or in parts, each by a job. The rules ask this file.
counted_in_parts = [name for name, jobs in config["jobs"].items() if jobs > 1]
counted_at_once = [name for name, jobs in config["jobs"].items() if jobs == 1]


def one_of(cohorts):
    """What a wildcard may be; without cohorts, nothing."""
    return "|".join(cohorts) or "(?!)"


def of_cohort(path="", optional=False):
    """A function that takes a part of the configuration of a job's cohort, such as `plan/models`.

    Snakemake's `lookup` walks through all of `config` for every one of them: a second of a run.
    """

    def found(wildcards):
        part = config["cohort"][wildcards.cohort]
        for key in filter(None, path.split("/")):
            part = part.get(key) if optional else part[key]
        return part

    return found


def may_pool(wildcards):
    """Whether estimates of a cohort may be of imputed pupils or allow for sites."""
    plan = of_cohort("plan")(wildcards)
    sections = {key: plan[key] for key in ("models", "estimation")}
    return not plan_of_sections(**sections).rests_on_likelihood


def files_of_parts(wildcards):
    """Every table of every part of a cohort, by name."""
    jobs = config["jobs"][wildcards.cohort]
    return {
        name: expand(path, cohort=wildcards.cohort, part=range(1, jobs + 1), parts=jobs)
        for name, path in rules.count_part.output.items()
    }

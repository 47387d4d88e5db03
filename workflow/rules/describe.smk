rule describe_cohort:
    input:
        patterns=rules.count_patterns.output.patterns,
        absence_patterns=rules.count_patterns.output.absence_patterns,
        episode_counts=rules.count_patterns.output.episode_counts,
    output:
        characteristics=ensure(
            "data/derived/{cohort}/describe/characteristics.parquet", non_empty=True
        ),
        combinations=ensure(
            "data/derived/{cohort}/describe/combinations.parquet", non_empty=True
        ),
        pairs=ensure("data/derived/{cohort}/describe/pairs.parquet", non_empty=True),
        absences=ensure(
            "data/derived/{cohort}/describe/absences.parquet", non_empty=True
        ),
        missing_patterns=ensure(
            "data/derived/{cohort}/describe/missing_patterns.parquet", non_empty=True
        ),
        returns=ensure("data/derived/{cohort}/describe/returns.parquet", non_empty=True),
    log:
        "logs/{cohort}/describe_cohort.log",
    benchmark:
        "logs/{cohort}/describe_cohort.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        predictors=of_cohort("plan/predictors"),
        models=of_cohort("plan/models"),
        estimation=of_cohort("plan/estimation"),
        problem_count=of_cohort("plan/problem_count", optional=True),
        code=source_digest("workflow/scripts/describe_cohort.py"),
    message:
        "Describe the pupils of {wildcards.cohort} by outcome"
    script:
        "../scripts/describe_cohort.py"

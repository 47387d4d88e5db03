rule describe_cohort:
    input:
        patterns=rules.count_patterns.output.patterns,
    output:
        characteristics=ensure(
            "data/derived/{cohort}/describe/characteristics.parquet", non_empty=True
        ),
        combinations=ensure(
            "data/derived/{cohort}/describe/combinations.parquet", non_empty=True
        ),
    log:
        "logs/{cohort}/describe_cohort.log",
    benchmark:
        "logs/{cohort}/describe_cohort.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        predictors=lookup(within=config, dpath="cohort/{cohort}/plan/predictors"),
        stacking=lookup(
            within=config, dpath="cohort/{cohort}/plan/stacking", default=None
        ),
        code=source_digest("workflow/scripts/describe_cohort.py"),
    message:
        "Describe the pupils of {wildcards.cohort} by outcome"
    script:
        "../scripts/describe_cohort.py"

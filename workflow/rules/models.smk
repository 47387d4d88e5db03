rule fit_models:
    input:
        patterns=rules.count_patterns.output.patterns,
        codebook=of_cohort("inputs/codebook"),
        codes=rules.count_patterns.output.codes,
        definitions=rules.count_patterns.output.definitions,
    output:
        estimates=ensure(
            "data/derived/{cohort}/models/estimates.parquet", non_empty=True
        ),
        complete_cases=ensure(
            "data/derived/{cohort}/models/complete_cases.parquet", non_empty=True
        ),
        global_tests=ensure(
            "data/derived/{cohort}/models/global_tests.parquet", non_empty=True
        ),
        fits=ensure("data/derived/{cohort}/models/fits.parquet", non_empty=True),
        blocks=ensure("data/derived/{cohort}/models/blocks.parquet", non_empty=True),
        screen=ensure("data/derived/{cohort}/models/screen.parquet", non_empty=True),
        problem_count=ensure(
            "data/derived/{cohort}/models/problem_count.parquet", non_empty=True
        ),
        hypotheses=ensure(
            "data/derived/{cohort}/models/hypotheses.parquet", non_empty=True
        ),
        definitions=ensure(
            "data/derived/{cohort}/models/definitions.parquet", non_empty=True
        ),
        definition_estimates=ensure(
            "data/derived/{cohort}/models/definition_estimates.parquet", non_empty=True
        ),
    log:
        "logs/{cohort}/fit_models.log",
    benchmark:
        "logs/{cohort}/fit_models.tsv"
    # On the longest chain of a run, so it goes before what only its end waits for.
    priority: 1
    conda:
        "../envs/analysis.yaml"
    params:
        file=of_cohort("file"),
        constructs=of_cohort("plan/constructs"),
        predictors=of_cohort("plan/predictors"),
        models=of_cohort("plan/models"),
        estimation=of_cohort("plan/estimation"),
        screen=of_cohort("plan/screen", optional=True),
        problem_count=of_cohort("plan/problem_count", optional=True),
        hypotheses=of_cohort("plan/hypotheses"),
        seed=config["seed"],
        code=source_digest("workflow/scripts/fit_models.py"),
    message:
        "Fit every model of the plan for {wildcards.cohort}"
    script:
        "../scripts/fit_models.py"

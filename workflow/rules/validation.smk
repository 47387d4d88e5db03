rule validate_models:
    input:
        patterns=rules.count_patterns.output.patterns,
        codebook=of_cohort("inputs/codebook"),
        # Other programs fit complete pupils again by themselves, and are held to what was printed
        # where that is something else. Without it this job need not wait for the models.
        estimates=branch(may_pool, then=rules.fit_models.output.estimates, otherwise=[]),
    output:
        checks=ensure("data/derived/{cohort}/validation/checks.parquet", non_empty=True),
        calibration=ensure(
            "data/derived/{cohort}/validation/calibration.parquet", non_empty=True
        ),
        learners=ensure(
            "data/derived/{cohort}/validation/learners.parquet", non_empty=True
        ),
    log:
        "logs/{cohort}/validate_models.log",
    benchmark:
        "logs/{cohort}/validate_models.tsv"
    # The longest job of those on the longest chain of a run.
    priority: 2
    conda:
        "../envs/analysis.yaml"
    params:
        file=of_cohort("file"),
        constructs=of_cohort("plan/constructs"),
        predictors=of_cohort("plan/predictors"),
        models=of_cohort("plan/models"),
        estimation=of_cohort("plan/estimation"),
        validation=of_cohort("plan/validation"),
        seed=config["seed"],
        code=source_digest("workflow/scripts/validate_models.py"),
    message:
        "Check whether the models of {wildcards.cohort} hold"
    script:
        "../scripts/validate_models.py"

rule validate_models:
    input:
        patterns=rules.count_patterns.output.patterns,
        codebook=lookup(within=config, dpath="cohort/{cohort}/inputs/codebook"),
        estimates=rules.fit_models.output.estimates,
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
    conda:
        "../envs/analysis.yaml"
    params:
        file=lookup(within=config, dpath="cohort/{cohort}/file"),
        constructs=lookup(within=config, dpath="cohort/{cohort}/plan/constructs"),
        predictors=lookup(within=config, dpath="cohort/{cohort}/plan/predictors"),
        models=lookup(within=config, dpath="cohort/{cohort}/plan/models"),
        estimation=lookup(within=config, dpath="cohort/{cohort}/plan/estimation"),
        validation=lookup(within=config, dpath="cohort/{cohort}/plan/validation"),
        seed=lookup(within=config, dpath="seed"),
        code=source_digest("workflow/scripts/validate_models.py"),
    message:
        "Check whether the models of {wildcards.cohort} hold"
    script:
        "../scripts/validate_models.py"

rule translate_effects:
    input:
        patterns=rules.count_patterns.output.patterns,
    output:
        risks=ensure("data/derived/{cohort}/effects/risks.parquet", non_empty=True),
    log:
        "logs/{cohort}/translate_effects.log",
    benchmark:
        "logs/{cohort}/translate_effects.tsv"
    conda:
        "../../environment.yml"
    params:
        predictors=lookup(within=config, dpath="cohort/{cohort}/plan/predictors"),
        models=lookup(within=config, dpath="cohort/{cohort}/plan/models"),
        estimation=lookup(within=config, dpath="cohort/{cohort}/plan/estimation"),
        code=source_digest("workflow/scripts/translate_effects.py"),
    message:
        "Translate odds ratios to risks for {wildcards.cohort}"
    script:
        "../scripts/translate_effects.py"

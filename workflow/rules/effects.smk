rule translate_effects:
    input:
        patterns=rules.count_patterns.output.patterns,
        codebook=lookup(within=config, dpath="cohort/{cohort}/inputs/codebook"),
    output:
        risks=ensure("data/derived/{cohort}/effects/risks.parquet", non_empty=True),
        decompositions=ensure(
            "data/derived/{cohort}/effects/decompositions.parquet", non_empty=True
        ),
        interactions=ensure(
            "data/derived/{cohort}/effects/interactions.parquet", non_empty=True
        ),
        subgroups=ensure(
            "data/derived/{cohort}/effects/subgroups.parquet", non_empty=True
        ),
        curves=ensure("data/derived/{cohort}/effects/curves.parquet", non_empty=True),
        fractions=ensure(
            "data/derived/{cohort}/effects/fractions.parquet", non_empty=True
        ),
        group_risks=ensure(
            "data/derived/{cohort}/effects/group_risks.parquet", non_empty=True
        ),
    log:
        "logs/{cohort}/translate_effects.log",
    benchmark:
        "logs/{cohort}/translate_effects.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        file=lookup(within=config, dpath="cohort/{cohort}/file"),
        constructs=lookup(within=config, dpath="cohort/{cohort}/plan/constructs"),
        predictors=lookup(within=config, dpath="cohort/{cohort}/plan/predictors"),
        models=lookup(within=config, dpath="cohort/{cohort}/plan/models"),
        estimation=lookup(within=config, dpath="cohort/{cohort}/plan/estimation"),
        interactions=lookup(within=config, dpath="cohort/{cohort}/plan/interactions"),
        subgroups=lookup(within=config, dpath="cohort/{cohort}/plan/subgroups"),
        decompositions=lookup(
            within=config, dpath="cohort/{cohort}/plan/decompositions"
        ),
        fractions=lookup(within=config, dpath="cohort/{cohort}/plan/fractions"),
        group_risks=lookup(within=config, dpath="cohort/{cohort}/plan/group_risks"),
        validation=lookup(within=config, dpath="cohort/{cohort}/plan/validation"),
        seed=lookup(within=config, dpath="seed"),
        code=source_digest("workflow/scripts/translate_effects.py"),
    message:
        "Translate odds ratios to risks for {wildcards.cohort}"
    script:
        "../scripts/translate_effects.py"

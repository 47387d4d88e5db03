rule translate_effects:
    input:
        patterns=rules.count_patterns.output.patterns,
        codebook=of_cohort("inputs/codebook"),
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
        interactions=of_cohort("plan/interactions"),
        subgroups=of_cohort("plan/subgroups"),
        decompositions=of_cohort("plan/decompositions"),
        fractions=of_cohort("plan/fractions"),
        group_risks=of_cohort("plan/group_risks"),
        validation=of_cohort("plan/validation"),
        seed=config["seed"],
        code=source_digest("workflow/scripts/translate_effects.py"),
    message:
        "Translate odds ratios to risks for {wildcards.cohort}"
    script:
        "../scripts/translate_effects.py"

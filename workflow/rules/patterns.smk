rule count_patterns:
    input:
        analysis=rules.build_cohort.output.analysis,
        codes=rules.build_cohort.output.codes,
        absence=rules.build_cohort.output.absence,
        episodes=rules.build_cohort.output.episodes,
    output:
        patterns=ensure(
            "data/derived/{cohort}/patterns/patterns.parquet", non_empty=True
        ),
        codes=ensure("data/derived/{cohort}/patterns/codes.parquet", non_empty=True),
        definitions=ensure(
            "data/derived/{cohort}/patterns/definitions.parquet", non_empty=True
        ),
        absence_patterns=ensure(
            "data/derived/{cohort}/patterns/absence_patterns.parquet", non_empty=True
        ),
        episode_counts=ensure(
            "data/derived/{cohort}/patterns/episode_counts.parquet", non_empty=True
        ),
    log:
        "logs/{cohort}/count_patterns.log",
    benchmark:
        "logs/{cohort}/count_patterns.tsv"
    wildcard_constraints:
        cohort=one_of(counted_at_once),
    conda:
        "../envs/analysis.yaml"
    params:
        predictors=of_cohort("plan/predictors"),
        screen=of_cohort("plan/screen", optional=True),
        clusters=of_cohort("plan/estimation/clusters"),
        code=source_digest("workflow/scripts/count_patterns.py"),
    message:
        "Count the distinct patterns of {wildcards.cohort}"
    script:
        "../scripts/count_patterns.py"

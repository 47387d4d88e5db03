rule build_cohort:
    input:
        pupils=rules.read_source.output.pupils,
        classifications=rules.read_source.output.classifications,
        absences=rules.read_source.output.absences,
        intake=rules.read_source.output.intake,
        codebook=of_cohort("inputs/codebook"),
        holidays=of_cohort("inputs/holidays"),
    output:
        analysis=ensure("data/derived/{cohort}/cohort/analysis.parquet", non_empty=True),
        codes=ensure("data/derived/{cohort}/cohort/codes.parquet", non_empty=True),
        absence=ensure("data/derived/{cohort}/cohort/absence.parquet", non_empty=True),
        episodes=ensure("data/derived/{cohort}/cohort/episodes.parquet", non_empty=True),
        flow=ensure("data/derived/{cohort}/cohort/flow.parquet", non_empty=True),
    log:
        "logs/{cohort}/build_cohort.log",
    benchmark:
        "logs/{cohort}/build_cohort.tsv"
    wildcard_constraints:
        cohort=one_of(counted_at_once),
    conda:
        "../envs/analysis.yaml"
    params:
        cohort=of_cohort("file"),
        outcome=of_cohort("outcome"),
        definitions=of_cohort("definitions"),
        constructs=of_cohort("plan/constructs"),
        predictors=of_cohort("plan/predictors"),
        code=source_digest("workflow/scripts/build_cohort.py"),
    message:
        "Build the analysis table of {wildcards.cohort}"
    script:
        "../scripts/build_cohort.py"

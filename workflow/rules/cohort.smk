rule build_cohort:
    input:
        pupils=rules.read_source.output.pupils,
        classifications=rules.read_source.output.classifications,
        absences=rules.read_source.output.absences,
        intake=rules.read_source.output.intake,
        codebook=lookup(within=config, dpath="cohort/{cohort}/inputs/codebook"),
        holidays=lookup(within=config, dpath="cohort/{cohort}/inputs/holidays"),
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
        cohort=lookup(within=config, dpath="cohort/{cohort}/file"),
        outcome=lookup(within=config, dpath="cohort/{cohort}/outcome"),
        definitions=lookup(within=config, dpath="cohort/{cohort}/definitions"),
        constructs=lookup(within=config, dpath="cohort/{cohort}/plan/constructs"),
        predictors=lookup(within=config, dpath="cohort/{cohort}/plan/predictors"),
        code=source_digest("workflow/scripts/build_cohort.py"),
    message:
        "Build the analysis table of {wildcards.cohort}"
    script:
        "../scripts/build_cohort.py"

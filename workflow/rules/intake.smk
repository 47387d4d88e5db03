rule read_source:
    input:
        source=of_cohort("inputs/source"),
        codebook=of_cohort("inputs/codebook"),
        holidays=of_cohort("inputs/holidays"),
    output:
        pupils=ensure("data/derived/{cohort}/source/pupils.parquet", non_empty=True),
        classifications=ensure(
            "data/derived/{cohort}/source/classifications.parquet", non_empty=True
        ),
        absences=ensure("data/derived/{cohort}/source/absences.parquet", non_empty=True),
        intake=ensure("data/derived/{cohort}/source/intake.json", non_empty=True),
    log:
        "logs/{cohort}/read_source.log",
    benchmark:
        "logs/{cohort}/read_source.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        cohort=of_cohort("file"),
        code=source_digest("workflow/scripts/read_source.py"),
    message:
        "Read the extract of {wildcards.cohort} into canonical tables"
    script:
        "../scripts/read_source.py"

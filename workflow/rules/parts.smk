rule count_part:
    input:
        pupils=rules.read_source.output.pupils,
        classifications=rules.read_source.output.classifications,
        absences=rules.read_source.output.absences,
        intake=rules.read_source.output.intake,
        codebook=of_cohort("inputs/codebook"),
        holidays=of_cohort("inputs/holidays"),
    output:
        patterns=temp("data/derived/{cohort}/parts/{part}-{parts}/patterns.parquet"),
        definitions=temp(
            "data/derived/{cohort}/parts/{part}-{parts}/definitions.parquet"
        ),
        everyone=temp("data/derived/{cohort}/parts/{part}-{parts}/everyone.parquet"),
        with_code=temp("data/derived/{cohort}/parts/{part}-{parts}/with_code.parquet"),
        absence_patterns=temp(
            "data/derived/{cohort}/parts/{part}-{parts}/absence_patterns.parquet"
        ),
        episode_counts=temp(
            "data/derived/{cohort}/parts/{part}-{parts}/episode_counts.parquet"
        ),
        flow=temp("data/derived/{cohort}/parts/{part}-{parts}/flow.parquet"),
        facts=temp("data/derived/{cohort}/parts/{part}-{parts}/facts.json"),
    log:
        "logs/{cohort}/count_part.{part}-{parts}.log",
    benchmark:
        "logs/{cohort}/count_part.{part}-{parts}.tsv"
    wildcard_constraints:
        part=r"\d+",
        parts=r"\d+",
    conda:
        "../envs/analysis.yaml"
    params:
        cohort=of_cohort("file"),
        outcome=of_cohort("outcome"),
        definitions=of_cohort("definitions"),
        constructs=of_cohort("plan/constructs"),
        predictors=of_cohort("plan/predictors"),
        screen=of_cohort("plan/screen", optional=True),
        clusters=of_cohort("plan/estimation/clusters"),
        code=source_digest("workflow/scripts/count_part.py"),
    message:
        "Count part {wildcards.part} of {wildcards.parts} of {wildcards.cohort}"
    script:
        "../scripts/count_part.py"


rule merge_parts:
    input:
        unpack(files_of_parts),
    output:
        patterns=ensure(rules.count_patterns.output.patterns, non_empty=True),
        codes=ensure(rules.count_patterns.output.codes, non_empty=True),
        definitions=ensure(rules.count_patterns.output.definitions, non_empty=True),
        absence_patterns=ensure(
            rules.count_patterns.output.absence_patterns, non_empty=True
        ),
        episode_counts=ensure(
            rules.count_patterns.output.episode_counts, non_empty=True
        ),
        flow=ensure(rules.build_cohort.output.flow, non_empty=True),
    log:
        "logs/{cohort}/merge_parts.log",
    benchmark:
        "logs/{cohort}/merge_parts.tsv"
    wildcard_constraints:
        cohort=one_of(counted_in_parts),
    conda:
        "../envs/analysis.yaml"
    params:
        cohort=of_cohort("file"),
        predictors=of_cohort("plan/predictors"),
        screen=of_cohort("plan/screen", optional=True),
        code=source_digest("workflow/scripts/merge_parts.py"),
    message:
        "Add up the parts of {wildcards.cohort}"
    script:
        "../scripts/merge_parts.py"

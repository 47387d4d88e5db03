rule write_manifest:
    input:
        source=of_cohort("inputs/source"),
        codebook=of_cohort("inputs/codebook"),
        earlier=of_cohort("inputs/earlier"),
        numbers=rules.publish_results.output.numbers,
        tables=rules.publish_results.output.tables,
        figures=rules.publish_results.output.figures,
        report=rules.publish_results.output.report,
    output:
        manifest=ensure("results/{cohort}/manifest.json", non_empty=True),
        restricted=ensure("data/derived/{cohort}/manifest.json", non_empty=True),
    log:
        "logs/{cohort}/write_manifest.log",
    benchmark:
        "logs/{cohort}/write_manifest.tsv"
    conda:
        "../envs/output.yaml"
    params:
        slices=of_cohort(),
        seed=config["seed"],
        code=source_digest("workflow/scripts/write_manifest.py"),
    message:
        "Name what the results of {wildcards.cohort} were made from"
    script:
        "../scripts/write_manifest.py"

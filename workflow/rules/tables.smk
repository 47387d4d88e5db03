rule make_tables:
    input:
        numbers=rules.release_results.output.numbers,
    output:
        tables=directory("data/derived/{cohort}/released/tables"),
    log:
        "logs/{cohort}/make_tables.log",
    benchmark:
        "logs/{cohort}/make_tables.tsv"
    conda:
        "../envs/output.yaml"
    params:
        languages=config["languages"],
        journal=config["journal"],
        p_values=config["p_values"],
        code=source_digest("workflow/scripts/make_tables.py"),
    message:
        "Make the tables of {wildcards.cohort}"
    script:
        "../scripts/make_tables.py"

rule make_tables:
    input:
        numbers=rules.release_results.output.numbers,
    output:
        tables=report(
            directory("results/{cohort}/tables"),
            patterns=["{name}.{language}.html"],
            caption="../report/tables.rst",
            category="{cohort}",
            subcategory="Tables",
            labels={"table": "{name}", "language": "{language}"},
        ),
    log:
        "logs/{cohort}/make_tables.log",
    benchmark:
        "logs/{cohort}/make_tables.tsv"
    conda:
        "../../environment.yml"
    params:
        languages=lookup(within=config, dpath="languages"),
        code=source_digest("workflow/scripts/make_tables.py"),
    message:
        "Make the tables of {wildcards.cohort}"
    script:
        "../scripts/make_tables.py"

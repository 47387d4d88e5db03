rule write_report:
    input:
        numbers=rules.release_results.output.numbers,
        figures=rules.draw_figures.output.figures,
    output:
        report=directory("data/derived/{cohort}/released/report"),
    log:
        "logs/{cohort}/write_report.log",
    benchmark:
        "logs/{cohort}/write_report.tsv"
    conda:
        "../envs/output.yaml"
    params:
        languages=config["languages"],
        code=source_digest("workflow/scripts/write_report.py"),
    message:
        "Write the report of {wildcards.cohort}"
    script:
        "../scripts/write_report.py"


rule write_index:
    input:
        reports=expand("results/{cohort}/report", cohort=config["cohorts"]),
    output:
        index=ensure("results/index.html", non_empty=True),
    log:
        "logs/write_index.log",
    benchmark:
        "logs/write_index.tsv"
    conda:
        "../envs/output.yaml"
    params:
        cohorts=config["cohorts"],
        languages=config["languages"],
        code=source_digest("workflow/scripts/write_index.py"),
    message:
        "Write the page that links every report"
    script:
        "../scripts/write_index.py"

rule write_report:
    input:
        numbers=rules.release_results.output.numbers,
        figures=rules.draw_figures.output.figures,
    output:
        report=report(
            directory("results/{cohort}/report"),
            patterns=["{name}.{language}.html"],
            caption="../report/report.rst",
            category="{cohort}",
            subcategory="Report",
            labels={"report": "{name}", "language": "{language}"},
        ),
    log:
        "logs/{cohort}/write_report.log",
    benchmark:
        "logs/{cohort}/write_report.tsv"
    conda:
        "../../environment.yml"
    params:
        languages=lookup(within=config, dpath="languages"),
        code=source_digest("workflow/scripts/write_report.py"),
    message:
        "Write the report of {wildcards.cohort}"
    script:
        "../scripts/write_report.py"

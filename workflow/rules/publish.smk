rule publish_results:
    input:
        numbers=rules.release_results.output.numbers,
        tables=rules.make_tables.output.tables,
        figures=rules.draw_figures.output.figures,
        report=rules.write_report.output.report,
    # A job loses its outputs before it starts. All that can go wrong has gone right before this
    # one, so that a run that fails leaves the results of an earlier run as they were.
    output:
        numbers=directory("results/{cohort}/numbers"),
        tables=report(
            directory("results/{cohort}/tables"),
            patterns=["{name}.{language}.html"],
            caption="../report/tables.rst",
            category="{cohort}",
            subcategory="Tables",
            labels={"table": "{name}", "language": "{language}"},
        ),
        figures=report(
            directory("results/{cohort}/figures"),
            patterns=["{name}.{language}.svg"],
            caption="../report/figures.rst",
            category="{cohort}",
            subcategory="Figures",
            labels={"figure": "{name}", "language": "{language}"},
        ),
        report=report(
            directory("results/{cohort}/report"),
            patterns=["{name}.{language}.html"],
            caption="../report/report.rst",
            category="{cohort}",
            subcategory="Report",
            labels={"report": "{name}", "language": "{language}"},
        ),
    log:
        "logs/{cohort}/publish_results.log",
    benchmark:
        "logs/{cohort}/publish_results.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        code=source_digest("workflow/scripts/publish_results.py"),
    message:
        "Put the results of {wildcards.cohort} in place"
    script:
        "../scripts/publish_results.py"

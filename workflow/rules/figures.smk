rule draw_figures:
    input:
        numbers=rules.release_results.output.numbers,
    output:
        figures=report(
            directory("results/{cohort}/figures"),
            patterns=["{name}.{language}.svg"],
            caption="../report/figures.rst",
            category="{cohort}",
            subcategory="Figures",
            labels={"figure": "{name}", "language": "{language}"},
        ),
    log:
        "logs/{cohort}/draw_figures.log",
    benchmark:
        "logs/{cohort}/draw_figures.tsv"
    conda:
        "../../environment.yml"
    params:
        languages=lookup(within=config, dpath="languages"),
        code=source_digest("workflow/scripts/draw_figures.py"),
    message:
        "Draw the figures of {wildcards.cohort}"
    script:
        "../scripts/draw_figures.py"

rule draw_figures:
    input:
        numbers=rules.release_results.output.numbers,
    output:
        figures=directory("data/derived/{cohort}/released/figures"),
    log:
        "logs/{cohort}/draw_figures.log",
    benchmark:
        "logs/{cohort}/draw_figures.tsv"
    # On the longest chain of a run, so it goes before what only its end waits for.
    priority: 1
    conda:
        "../envs/output.yaml"
    params:
        languages=config["languages"],
        code=source_digest("workflow/scripts/draw_figures.py"),
    message:
        "Draw the figures of {wildcards.cohort}"
    script:
        "../scripts/draw_figures.py"

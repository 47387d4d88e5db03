rule simulate_extract:
    output:
        pupils=ensure("data/raw/altra_demo/leerlingen.csv", non_empty=True),
        classifications=ensure("data/raw/altra_demo/classificaties.csv", non_empty=True),
        absences=ensure("data/raw/altra_demo/verzuim.csv", non_empty=True),
    log:
        "logs/altra_demo/simulate_extract.log",
    benchmark:
        "logs/altra_demo/simulate_extract.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        simulation=lookup(within=config, dpath="simulation"),
        seed=lookup(within=config, dpath="seed"),
        code=source_digest("workflow/scripts/simulate_extract.py"),
    message:
        "Write a synthetic extract: 320 pupils who do not exist"
    script:
        "../scripts/simulate_extract.py"

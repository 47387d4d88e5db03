rule simulate_extract:
    output:
        pupils=ensure("data/raw/{cohort}/leerlingen.csv", non_empty=True),
        classifications=ensure("data/raw/{cohort}/classificaties.csv", non_empty=True),
        absences=ensure("data/raw/{cohort}/verzuim.csv", non_empty=True),
    log:
        "logs/{cohort}/simulate_extract.log",
    benchmark:
        "logs/{cohort}/simulate_extract.tsv"
    wildcard_constraints:
        cohort="|".join(config["simulation"]),
    conda:
        "../envs/analysis.yaml"
    params:
        simulation=lambda wildcards: config["simulation"][wildcards.cohort],
        seed=config["seed"],
        code=source_digest("workflow/scripts/simulate_extract.py"),
    message:
        "Write a synthetic extract for {wildcards.cohort}: pupils who do not exist"
    script:
        "../scripts/simulate_extract.py"

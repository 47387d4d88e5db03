rule release_results:
    input:
        codebook=lookup(within=config, dpath="cohort/{cohort}/inputs/codebook"),
        earlier=lookup(within=config, dpath="cohort/{cohort}/inputs/earlier"),
        literature="config/literature.csv",
        intake=rules.read_source.output.intake,
        patterns=rules.count_patterns.output.patterns,
        flow=rules.build_cohort.output.flow,
        characteristics=rules.describe_cohort.output.characteristics,
        combinations=rules.describe_cohort.output.combinations,
        absences=rules.describe_cohort.output.absences,
        pairs=rules.describe_cohort.output.pairs,
        missing_patterns=rules.describe_cohort.output.missing_patterns,
        returns=rules.describe_cohort.output.returns,
        estimates=rules.fit_models.output.estimates,
        complete_cases=rules.fit_models.output.complete_cases,
        global_tests=rules.fit_models.output.global_tests,
        fits=rules.fit_models.output.fits,
        blocks=rules.fit_models.output.blocks,
        screen=rules.fit_models.output.screen,
        problem_count=rules.fit_models.output.problem_count,
        hypotheses=rules.fit_models.output.hypotheses,
        definitions=rules.fit_models.output.definitions,
        definition_estimates=rules.fit_models.output.definition_estimates,
        risks=rules.translate_effects.output.risks,
        decompositions=rules.translate_effects.output.decompositions,
        interactions=rules.translate_effects.output.interactions,
        subgroups=rules.translate_effects.output.subgroups,
        curves=rules.translate_effects.output.curves,
        fractions=rules.translate_effects.output.fractions,
        group_risks=rules.translate_effects.output.group_risks,
        checks=rules.validate_models.output.checks,
        calibration=rules.validate_models.output.calibration,
        learners=rules.validate_models.output.learners,
    output:
        numbers=directory("data/derived/{cohort}/released/numbers"),
        review=directory("data/derived/{cohort}/review"),
    log:
        "logs/{cohort}/release_results.log",
    benchmark:
        "logs/{cohort}/release_results.tsv"
    conda:
        "../envs/analysis.yaml"
    params:
        slices=lookup(within=config, dpath="cohort/{cohort}"),
        seed=lookup(within=config, dpath="seed"),
        code=source_digest("workflow/scripts/release_results.py"),
    message:
        "Apply the disclosure profile of {wildcards.cohort}"
    script:
        "../scripts/release_results.py"

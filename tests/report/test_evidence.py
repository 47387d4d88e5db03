"""The parts of the question, and what was found about each."""

from thuiszitters.language.answer.evidence import answers, contrasts, other_answers, question_parts


def test_every_part_of_the_question_is_answered_once(released):
    numbers = released["line"]
    parts = question_parts(numbers)
    assert [one.part for one in answers(numbers)] == list(parts)
    labels = [one.part.label.en for one in (*answers(numbers), *other_answers(numbers))]
    assert len(labels) == len(set(labels))


def test_all_contrasts_of_the_main_model_are_counted(released):
    numbers = released["quine"]
    table = numbers.estimates
    own = table[(table["model_kind"] == "adjusted") & (table["status"] == "ok")]
    own = own[(own["model"] == numbers.study.main_model.name) & (own["predictor"] != "(Intercept)")]
    assert contrasts(numbers) >= len(own) > 1

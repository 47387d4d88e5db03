"""Searches side by side find what each finds alone."""

from thuiszitters.logit.search import alone, together


def halving(start):
    """Ask for places until what is told is at most 1; give how often was asked."""
    place, asked = start, 0
    while (place := (yield place)) > 1.0:
        asked += 1
    return asked


def half(place):
    return place / 2.0


def test_searches_of_different_lengths_end_as_they_do_alone():
    starts = {"short": 2.0, "long": 32.0, "middle": 8.0}
    walks = []

    def evaluate(keys, places):
        walks.append(list(keys))
        return [half(place) for place in places]

    found = together({key: halving(start) for key, start in starts.items()}, evaluate)
    assert found == {key: alone(halving(start), half) for key, start in starts.items()}
    assert walks[0] == list(starts)  # one walk answers all that still run
    assert walks[-1] == ["long"]

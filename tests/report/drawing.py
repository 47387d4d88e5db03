"""Boxes of all texts of a figure, as matplotlib lays them out."""

from thuiszitters.figures.draw import draw_figures


def all_in_dutch(numbers):
    return draw_figures(numbers, "nl")


def boxes(numbers, monkeypatch, draw=all_in_dutch):
    """Page and boxes of all texts of every figure, as matplotlib lays them out."""
    import matplotlib.pyplot as plt

    kept = []
    monkeypatch.setattr("thuiszitters.figures.page.close", kept.append)
    with plt.rc_context({"figure.max_open_warning": 0}):  # all of a cohort stay open
        draw(numbers)
    found = []
    for canvas in kept:
        renderer = canvas.canvas.get_renderer()
        texts = [text for text in canvas.axes[0].texts if text.get_text().strip()]
        spots = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
        found.append((canvas.bbox, spots))
        plt.close(canvas)
    return found


def assert_apart(numbers, monkeypatch, draw=all_in_dutch):
    drawn = boxes(numbers, monkeypatch, draw)
    assert drawn
    for page, found in drawn:
        for position, (text, box) in enumerate(found):
            assert box.x0 >= 0, text
            assert box.x1 <= page.x1, text
            assert box.y0 >= 0, text
            for other_text, other in found[position + 1 :]:
                width = min(box.x1, other.x1) - max(box.x0, other.x0)
                height = min(box.y1, other.y1) - max(box.y0, other.y0)
                # Boxes of lines touch; letters do not.
                assert width <= 1 or height <= 2.5, (text, other_text)

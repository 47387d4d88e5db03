"""Work that is shared comes back in the order of its pieces."""

import threading

from thuiszitters.logit.threads import ROWS_TO_SHARE, shared


def test_pieces_come_back_in_order_whoever_is_first():
    waiting = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert waiting.wait(10)  # the second piece is done before the first
        else:
            waiting.set()
        return number * number

    assert shared(work, [0, 1], n_rows=ROWS_TO_SHARE) == (0, 1)


def test_a_small_table_stays_in_this_thread():
    here = threading.get_ident()
    assert (
        shared(lambda _: threading.get_ident(), range(3), n_rows=ROWS_TO_SHARE - 1) == (here,) * 3
    )

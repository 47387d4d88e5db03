"""Which codes a pupil has, each with all that stand above it."""

from thuiszitters.base import engine
from thuiszitters.base.text import Text
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.code import Code
from thuiszitters.cohort.codes import pupil_codes

NAME = Text("x", "x")
CODES = Codebook(
    "own",
    (
        Code("A", "axis", None, NAME, "own"),
        Code("A1", "group", "A", NAME, "own"),
        Code("A10", "rubric", "A1", NAME, "own"),
        Code("B", "axis", None, NAME, "own"),
        Code("B1", "group", "B", NAME, "own", outcome_adjacent="yes"),
    ),
)


def test_codes_count_upward_once_and_those_with_the_outcome_in_them_give_nothing():
    with engine.database() as connection:
        connection.execute("CREATE TABLE analysis AS SELECT unnest(['p1', 'p2']) AS pupil_id")
        connection.execute(
            "CREATE TABLE classifications AS SELECT * FROM (VALUES "
            "('p1', 'A10'), ('p1', 'A1'), ('p2', 'B1'), ('left out', 'A10')) v(pupil_id, code)"
        )
        pupil_codes(connection, CODES)
        rows = connection.sql("SELECT pupil_id, code FROM codes ORDER BY ALL").fetchall()
    assert rows == [("p1", "A"), ("p1", "A1"), ("p1", "A10")]

"""Which codes a pupil has, for a look at every code on its own."""

from thuiszitters.base.engine import Connection
from thuiszitters.codebook import Codebook


def pupil_codes(connection: Connection, codebook: Codebook) -> None:
    """Every code of every pupil of the cohort, counted upward through the list.

    A code whose definition contains the outcome is left out, with everything that only it
    would give: it cannot tell anything about the outcome.

    Parameters
    ----------
    connection
        With the canonical table ``classifications`` and the pupils of the cohort in
        ``analysis``; the table ``codes`` is added: ``pupil_id`` and ``code``, each pair once.
    codebook
        The code list with the cohort's own codes.
    """
    import pyarrow as pa

    allowed = [code.code for code in codebook.codes if code.outcome_adjacent == "no"]
    pairs = [(code, above) for code in allowed for above in codebook.upward(code)]
    recorded, upward = ([pair[side] for pair in pairs] for side in (0, 1))
    table = pa.table(
        {"recorded": pa.array(recorded, pa.string()), "code": pa.array(upward, pa.string())}
    )
    connection.register("upward", table)
    connection.execute(
        "CREATE OR REPLACE TABLE codes AS SELECT DISTINCT c.pupil_id, u.code "
        "FROM classifications c JOIN upward u ON c.code = u.recorded "
        "WHERE c.pupil_id IN (SELECT pupil_id FROM analysis)"
    )

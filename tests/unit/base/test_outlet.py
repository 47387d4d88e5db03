"""A results folder, written in the formats that may leave."""

import pytest

from thuiszitters.base.outlet import Outlet


def test_what_is_written_beside_is_there_when_the_outlet_closes(tmp_path):
    with Outlet(tmp_path, ["pdf"]) as out:
        out.write_beside("a.pdf", lambda: b"slow")
        out.write_beside("b.svg", lambda: "stays inside")
        out.write("c.html", lambda: "page")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.pdf", "c.html"]


def test_a_fault_beside_is_a_fault_of_the_outlet(tmp_path):
    def broken():
        raise KeyError

    out = Outlet(tmp_path, ["pdf"])
    with pytest.raises(KeyError), out:
        out.write_beside("a.pdf", broken)

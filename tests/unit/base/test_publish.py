"""What the door let through is put in place whole."""

import os
import stat

from thuiszitters.base.io import write_text
from thuiszitters.base.publish import publish, without_stamps


def test_every_file_arrives_with_the_rights_of_a_result(tmp_path):
    made, target = tmp_path / "data/derived/x/released/report", tmp_path / "results/x/report"
    for name in ("a.html", "deep/b.svg", ".snakemake_timestamp"):
        write_text(made / name, name)
    publish({"report": str(made)}, {"report": str(target)})
    found = {file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file()}
    assert found == {"a.html", "deep/b.svg"}
    assert stat.S_IMODE((target / "a.html").stat().st_mode) == 0o644


def test_a_folder_without_files_is_there_all_the_same(tmp_path):
    (tmp_path / "made").mkdir()
    publish({"tables": str(tmp_path / "made")}, {"tables": str(tmp_path / "results/tables")})
    assert (tmp_path / "results/tables").is_dir()


def test_the_file_of_the_engine_goes_and_the_folder_keeps_its_moment(tmp_path):
    write_text(tmp_path / "report/a.html", "a")
    stamp = tmp_path / "report/.snakemake_timestamp"
    stamp.touch()
    os.utime(stamp, ns=(10**18, 10**18))
    (tmp_path / "numbers").mkdir()
    without_stamps([tmp_path / "report", tmp_path / "numbers"])
    assert [file.name for file in (tmp_path / "report").iterdir()] == ["a.html"]
    assert (tmp_path / "report").stat().st_mtime_ns == 10**18

"""What a killed process left of the cells of pupils goes with the next piece of work."""

import os
import signal
import subprocess
import sys

from thuiszitters.base.held_folder import held_folder

HOLDING = """
import sys, time
from pathlib import Path
from thuiszitters.base.held_folder import held_folder
with held_folder(Path(sys.argv[1]), 0o700) as folder:
    (folder / "cells").write_text("cells")
    print("held", flush=True)
    time.sleep(60)
"""


def holder(place):
    """Another process that holds a folder."""
    command = [sys.executable, "-c", HOLDING, str(place)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "held\n"
    return running


def folders(place):
    return sorted(one.name for one in place.iterdir() if one.is_dir())


def test_a_folder_goes_with_its_work_and_leaves_nothing(tmp_path):
    with held_folder(tmp_path, 0o700) as folder:
        (folder / "cells").write_text("cells")
        assert folders(tmp_path) == [folder.name]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_a_killed_process_is_taken_away_and_one_that_is_held_stays(tmp_path):
    killed, working = holder(tmp_path), holder(tmp_path)
    try:
        assert len(folders(tmp_path)) == 2
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        with held_folder(tmp_path, 0o700) as own:
            kept = folders(tmp_path)
            assert len(kept) == 2
            assert own.name in kept
            (other,) = (tmp_path / name for name in kept if name != own.name)
            assert (other / "cells").read_text() == "cells"
    finally:
        for one in (killed, working):
            one.kill()
            one.communicate()


def test_other_files_in_the_place_stay(tmp_path):
    (tmp_path / "notes.lock").write_text("")
    (tmp_path / "work_of_a_user").mkdir()
    with held_folder(tmp_path, 0o700):
        pass
    assert sorted(one.name for one in tmp_path.iterdir()) == ["notes.lock", "work_of_a_user"]

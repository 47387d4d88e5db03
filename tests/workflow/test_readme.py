"""What the README says and shows is what happens."""

import json
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from tests.workflow.runs import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def maker():
    spec = spec_from_file_location("make_readme", ROOT / "docs/make_readme.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.thorough
def test_every_output_in_the_readme_is_what_the_command_prints(maker):
    shown = list(maker.SHOWN.finditer(README))
    assert shown
    for found in shown:
        assert found["output"] == maker.output_of(found["command"]), "run make readme"


def test_every_command_of_the_readme_is_there():
    commands = [
        line
        for block in re.findall(r"```sh\n(.*?)```", README, re.S)
        for line in block.splitlines()
    ]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    program = Path(sys.executable).parent / "thuiszitters"
    assert program.exists()
    for command in commands:
        word, target, *_ = command.split()
        assert (word == "make" and target in targets) or word == ".venv/bin/thuiszitters"


def test_every_link_of_the_readme_leads_to_a_file():
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_table_of_the_readme_is_the_one_that_verify_ships():
    shipped = ROOT / "src/thuiszitters/verify/cases/quine.csv"
    assert (ROOT / "data/examples/quine20.csv").read_bytes() == shipped.read_bytes()


@pytest.mark.end_to_end
def test_the_pictures_of_the_readme_are_of_the_present_results(finished, maker, monkeypatch):
    monkeypatch.setattr(maker, "FIGURES", finished / "results/altra_demo")
    noted = json.loads((ROOT / "docs/img/made_from.json").read_text(encoding="utf-8"))
    assert noted == maker.digests(), "run make readme"

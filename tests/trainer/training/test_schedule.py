"""Several recipes in one go: what is planned, what is done again and what is not, and how it is stopped."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from engine.errors import UsageError
from engine.options import OptionInvalid
from trainer.cli.commands import main
from trainer.training import schedule
from trainer.training.schedule import QueuedTraining, Resources, plan_trainings, train_several

# Trains for `minutes` seconds, a step each 50 ms; goes on where it was, and can be paused.
TRAINS = """
import json, sys, time
from pathlib import Path
folder, id, minutes = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
steps = folder / "steps"
while (done := int(steps.read_text()) if steps.exists() else 0) < round(minutes * 20):
    if (folder / "stop").exists():
        sys.exit()
    time.sleep(0.05)
    steps.write_text(str(done + 1))
card = {"minutes": minutes, "steps": done, "held_out": {"disc": {"gain": 0.5}}}
(folder / f"{id}.json").write_text(json.dumps(card))
(folder / "times").open("a").write("x")
"""


@pytest.fixture(autouse=True)
def stands_in(monkeypatch):
    def command(piece, folder, resources):  # noqa: ARG001
        script = "raise SystemExit('no luck')" if "bad" in piece.options else TRAINS
        return [sys.executable, "-c", script, str(folder), piece.id, str(piece.minutes)]

    monkeypatch.setattr(schedule, "command", command)
    monkeypatch.setattr(schedule, "POLL_INTERVAL_S", 0.02)


def steps_of(folder):
    """The steps that a training has taken, once it has taken any."""
    while True:
        with contextlib.suppress(FileNotFoundError, ValueError):  # ValueError while it writes the number.
            return int((folder / "steps").read_text())
        time.sleep(0.01)


def piece(id, minutes=0.1, **options):
    return QueuedTraining(id=id, minutes=minutes, photos=(), options=options)


def plan(*asked, photos=("here",), options=None, minutes=None, parallel=1):
    return plan_trainings(asked, photos=photos, options=options or {}, minutes=minutes, parallel=parallel)


def test_minutes_are_cut_to_the_budget_alike():
    assert [one.minutes for one in plan("glcic:60", "pggan:20", minutes=40)] == [30, 10]
    both = plan("glcic:60", "pggan:20", "gmcnn:20", minutes=30, parallel=2)
    assert [one.minutes for one in both] == [30, 10, 10]  # two at a time: the short ones follow each other


def test_a_recipe_may_have_photos_and_options_of_its_own():
    faces, other = plan(
        "glcic", "pggan:5", photos=("here", "glcic=faces"), options={"glcic.crop": "64"}, minutes=None
    )
    assert (faces.photos[0].name, other.photos[0].name) == ("faces", "here")
    assert faces.options == {"crop": "64"} and other.options == {} and faces.minutes > 0


@pytest.mark.parametrize(
    "words",
    [("glcic:x",), ("glcic:0",), ("glcic", "glcic"), ("glcci",)],
)
def test_what_cannot_be_is_told_before_anything_runs(words):
    with pytest.raises(UsageError):
        plan(*words)


def test_a_wrong_option_is_told_before_anything_runs():
    with pytest.raises(OptionInvalid):
        plan("glcic", options={"glcic.colour": "1"})
    with pytest.raises(UsageError, match="no photos"):
        plan("glcic", "pggan", photos=("pggan=here",))


def test_what_is_done_is_not_done_again(tmp_path, capsys):
    pieces = [piece("a"), piece("b")]
    assert train_several(pieces, out=tmp_path, resources=Resources()) == 0
    assert "b: done, 2 steps in 0.1 minutes, +0.50 dB" in capsys.readouterr().out
    assert train_several([*pieces, piece("c")], out=tmp_path, resources=Resources()) == 0
    assert [(tmp_path / id / "times").read_text() for id in "abc"] == ["x", "x", "x"]


def test_more_minutes_are_added_to_those_there_were(tmp_path):
    train_several([piece("a", 0.1)], out=tmp_path, resources=Resources())
    assert train_several([piece("a", 0.3)], out=tmp_path, resources=Resources()) == 0
    assert (tmp_path / "a" / "steps").read_text() == "6"


def test_one_that_fails_does_not_keep_the_others(tmp_path, capsys):
    assert train_several([piece("a", bad=1), piece("b")], out=tmp_path, resources=Resources(parallel=2)) == 3
    assert "a failed" in capsys.readouterr().err and (tmp_path / "b" / "b.json").exists()
    assert "no luck" in (tmp_path / "a" / "output.log").read_text()


def test_other_options_are_refused(tmp_path):
    train_several([piece("a")], out=tmp_path, resources=Resources())
    with pytest.raises(UsageError, match="other options"):
        train_several([piece("a", width=3)], out=tmp_path, resources=Resources())


def test_stopped_it_saves_and_goes_on(tmp_path):
    def stop():
        steps_of(tmp_path / "a")
        os.kill(os.getpid(), signal.SIGTERM)

    stopper = threading.Thread(target=stop)
    stopper.start()
    assert train_several([piece("a", 30), piece("b")], out=tmp_path, resources=Resources()) == 130
    stopper.join()
    steps = int((tmp_path / "a" / "steps").read_text())
    assert not (tmp_path / "b").exists()
    assert train_several([piece("a", steps / 20 + 0.1)], out=tmp_path, resources=Resources()) == 0
    assert int((tmp_path / "a" / "steps").read_text()) == steps + 2


def test_nothing_runs_on_where_it_goes_wrong(tmp_path, monkeypatch):
    def broken(*_):
        steps_of(tmp_path / "b")
        raise OSError

    monkeypatch.setattr(schedule, "_report_end", broken)
    pieces = [piece("a", 0.1), piece("b", 30)]
    with pytest.raises(OSError):
        train_several(pieces, out=tmp_path, resources=Resources(parallel=2))
    steps = (tmp_path / "b" / "steps").read_text()
    time.sleep(0.2)
    assert (tmp_path / "b" / "steps").read_text() == steps


def test_a_run_that_outlived_a_killed_parent_is_paused_and_taken_up(tmp_path):
    (tmp_path / "a").mkdir()
    words = schedule.command(piece("a", 30), tmp_path / "a", Resources())
    code = (
        "import subprocess, sys; from engine.system.filelock import locked; log = open(sys.argv[1], 'ab');"
        "locked(log); subprocess.Popen(sys.argv[2:], stdout=log)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a" / "output.log"), *words], check=True)
    steps = steps_of(tmp_path / "a")
    assert train_several([piece("a", steps / 20 + 1)], out=tmp_path, resources=Resources()) == 0
    assert (tmp_path / "a" / "times").read_text() == "x"


@pytest.mark.slow
def test_the_command_trains_two_recipes_and_goes_on(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.undo()
    words = ["several", "restore:0.01", "partial-conv:0.01", "--photos", str(folder), "--out", str(tmp_path)]
    words += ["--threads", "1", "--workers", "0", "--device", "cpu", "--together", "2"]
    words += ["--option", "restore.crop=64", "--option", "partial-conv.batch=1"]
    assert main(words) == main(words) == 0
    cards = [json.loads((tmp_path / id / f"{id}.json").read_text()) for id in ("restore", "partial-conv")]
    assert all(card["steps"] >= 1 and card["device"].startswith("cpu, 1 thread") for card in cards)
    assert capsys.readouterr().out.count("done") == 2

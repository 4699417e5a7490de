"""A real cluster on this machine, whose worker or scheduler is killed half way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.batch import run
from engine.batch.records import read
from engine.errors import SchedulerLost

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kills processes")]
COUNT = 10
WORKER_IS_KILLED_WITHIN_S = 600


@pytest.fixture
def many(folder, photo) -> None:
    for number in range(COUNT - 2):
        photo(folder / f"n{number}.png", number)


def plugin(log: Path, stuck: Path | None = None) -> Any:
    """On every worker, telea takes its time, and a line in the log when it begins.

    stuck: gets the process of the first worker that fills a photo, which never ends that fill.
    """

    class Slow(distributed.WorkerPlugin):
        def setup(self, worker: Any) -> None:  # noqa: ARG002
            import time

            from engine.models.catalog import method

            kind = type(method("telea"))
            fill = kind.fill

            def slow(self, request, job):
                with log.open("a") as file:
                    file.write(f"{os.getpid()}\n")
                if stuck is not None and _is_first(stuck):
                    time.sleep(WORKER_IS_KILLED_WITHIN_S)
                time.sleep(0.5)
                return fill(self, request, job)

            kind.fill = slow

    return Slow()


def _is_first(place: Path) -> bool:
    """Whether no process came before this one, whose number it then writes there."""
    try:
        with place.open("x") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        return False
    return True


@pytest.mark.usefixtures("many")
def test_a_worker_killed_half_way_costs_nothing(plan, inside, tmp_path) -> None:
    log, stuck = tmp_path / "begun", tmp_path / "stuck"
    killed: list[int] = []

    def report(event) -> None:
        if event.progress.ended >= 3 and not killed:
            killed.append(int(stuck.read_text()))
            os.kill(killed[0], signal.SIGKILL)

    with (
        dask.config.set({"temporary-directory": str(tmp_path)}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.register_plugin(plugin(log, stuck))
        summary = run(plan(), scheduler=cluster.scheduler_address, report=report)
    begun = log.read_text().split()
    assert len(set(begun)) >= 2
    assert len(begun) > COUNT  # what the killed one had in hand was begun again
    assert len(summary.done) == COUNT
    local = run(plan(out=tmp_path / "local"))
    assert inside(tmp_path / "out") == inside(tmp_path / "local")
    for one, here in zip(summary.done, local.done, strict=True):
        assert one.item.target.read_bytes() == here.item.target.read_bytes()
    lines = (summary.folder / "journal.jsonl").read_text().splitlines()
    assert len(lines) == 1 + COUNT
    assert len(read(plan()).records) == COUNT


@pytest.mark.usefixtures("many")
def test_a_scheduler_killed_half_way_is_one_line_and_the_rest_is_done_here(plan, tmp_path) -> None:
    def started(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", *words], stderr=subprocess.DEVNULL)

    place = tmp_path / "scheduler.json"
    common = "--scheduler-file", str(place)
    scheduler = started("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", *common)
    worker = started(
        "distributed.cli.dask_worker",
        *(*common, "--no-nanny", "--no-dashboard", "--nthreads", "1"),
        *("--local-directory", str(tmp_path)),
    )
    log = tmp_path / "begun"
    try:
        with distributed.Client(scheduler_file=str(place)) as client:
            client.register_plugin(plugin(log))
            address = client.scheduler.address

        def report(event) -> None:
            if event.progress.ended >= 2:
                scheduler.kill()

        first = run(plan(), scheduler=address, report=report)
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    assert isinstance(first.stopped, SchedulerLost)
    assert first.failed == ()
    assert 2 <= len(first.done) < COUNT
    second = run(plan(), resume=True)
    assert len(second.done) == COUNT
    assert sum(one.earlier for one in second.outcomes) == len(first.done)

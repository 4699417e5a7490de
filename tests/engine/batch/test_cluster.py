"""Photos repaired by a cluster: exact as a local run, whatever becomes of workers and scheduler.

The cluster is played by this process; `test_cluster_dask.py` has a real one.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import pickle
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from engine.batch import State, check, cluster, cluster_work, earlier, run, strip_of
from engine.batch.cluster_work import Order, versions, work
from engine.batch.listing import files
from engine.errors import (
    ClusterError,
    ClusterMissing,
    DeviceUnavailable,
    FoldersUnseen,
    PhotoUnreadable,
    SchedulerLost,
    WorkerDiffers,
    WorkersDied,
)
from engine.job import Cancelled, Job
from engine.models.catalog import method

distributed = pytest.importorskip("distributed")
ADDRESS = "tcp://somewhere:8786"
ROOM = 4  # Photos at once: for each of two threads one to work on and one that waits beside it.
Do = Callable[[bytes], Any]


class Client:
    """Has two threads.  takes: what happens to the so-many-th photo that is sent."""

    def __init__(self) -> None:
        self.sent = 0
        self.counts: dict[str, int] = {"one": 1, "two": 1}
        self.takes: Callable[[int, Do, bytes], Awaitable[Any]] = lambda _, do, words: done(do, words)

    async def nthreads(self) -> dict[str, int]:
        return self.counts

    def submit(self, do: Do, words: bytes, *, key: str, pure: bool) -> Awaitable[Any]:
        assert key and not pure
        self.sent += 1
        return self.takes(self.sent, do, words)

    async def close(self) -> None:
        pass


async def done(do: Do, words: bytes) -> Any:
    return pickle.loads(pickle.dumps(await asyncio.to_thread(do, words)))


async def never(*_: object) -> Any:
    await asyncio.Event().wait()


@pytest.fixture
def client(monkeypatch) -> Client:
    fake = Client()

    async def connected(address: str) -> Client:
        assert address == ADDRESS
        return fake

    monkeypatch.setattr(cluster, "connected", connected)
    monkeypatch.setattr(cluster, "WORKER_POLL_S", 0.02)
    return fake


@pytest.fixture
def contents(inside):
    return lambda folder: {name: (folder / name).read_bytes() for name in inside(folder) if "." in name}


def test_it_is_exact_as_a_local_run(plan, client, contents, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    summary = run(plan(recursive=True, photos=Path("in")), scheduler=ADDRESS)
    local = run(plan(recursive=True, out=tmp_path / "local"))
    assert client.sent == len(summary.done) == 3
    assert contents(tmp_path / "out") == contents(tmp_path / "local")
    for here, there in zip(local.outcomes, summary.outcomes, strict=True):
        assert (here.found, here.method, here.notes) == (there.found, there.method, there.notes)
        pictures = [strip_of(one.folder, here.item.name).read_bytes() for one in (local, summary)]
        assert pictures[0] == pictures[1]


def test_what_is_done_is_not_done_again_wherever(plan, client) -> None:
    run(plan())
    assert all(one.earlier for one in run(plan(), resume=True, scheduler=ADDRESS).outcomes)
    assert client.sent == 0


@pytest.mark.usefixtures("client")
def test_a_bad_photo_stops_nothing(plan, folder) -> None:
    (folder / "b.png").write_bytes(b"")
    summary = run(plan(recursive=True), scheduler=ADDRESS)
    assert [(one.item.name, type(one.error)) for one in summary.failed] == [("b.png", PhotoUnreadable)]
    assert len(summary.done) == 2


def test_a_photo_that_is_done_twice_is_delivered_once(plan, client, inside, tmp_path) -> None:
    """A worker that was taken for dead goes on beside the one that took over."""

    async def twice(_: int, do: Do, words: bytes) -> Any:
        results = await asyncio.gather(done(do, words), done(do, words))
        assert results[0].staged != results[1].staged
        return results[1]

    client.takes = twice
    assert len(run(plan(), scheduler=ADDRESS).done) == 2
    assert inside(tmp_path / "out") == ["a.jpg", "b.png"]


def test_a_lost_scheduler_stops_the_run_which_goes_on_without(plan, client, inside, tmp_path) -> None:
    async def lost(number: int, do: Do, words: bytes) -> Any:
        if number > 1:
            while not (tmp_path / "out" / "a.jpg").exists():
                await asyncio.sleep(0.01)
            raise concurrent.futures.CancelledError  # what dask makes of it
        return await done(do, words)

    client.takes = lost
    first = run(plan(recursive=True), scheduler=ADDRESS)
    assert (type(first.stopped), first.cancelled, first.failed) == (SchedulerLost, False, ())
    assert [len(first.done), len(first.left)] == [1, 2]
    assert inside(tmp_path / "out") == ["a.jpg"]
    second = run(plan(recursive=True), resume=True)
    assert [one.earlier for one in second.outcomes] == [True, False, False]
    assert len(second.done) == 3


def test_a_scheduler_that_says_nothing_more_is_lost(plan, client, monkeypatch) -> None:
    async def silent() -> dict[str, int]:
        raise OSError

    client.takes = never
    monkeypatch.setattr(client, "nthreads", silent)
    summary = run(plan(), scheduler=ADDRESS)
    assert (type(summary.stopped), len(summary.left)) == (SchedulerLost, 2)


def test_a_cluster_without_workers_is_not_waited_for_for_ever(plan, client, monkeypatch) -> None:
    client.takes, client.counts = never, {}
    monkeypatch.setattr(cluster, "NO_WORKER_TIMEOUT_S", 0.1)
    assert "no worker" in str(run(plan(), scheduler=ADDRESS).stopped)


def test_a_photo_that_kills_its_workers_fails_alone(plan, client) -> None:
    async def deadly(number: int, do: Do, words: bytes) -> Any:
        if number == 1:
            raise distributed.KilledWorker("a", None, 3)
        return await done(do, words)

    client.takes = deadly
    summary = run(plan(), scheduler=ADDRESS)
    assert [type(one.error) for one in summary.outcomes] == [WorkersDied, type(None)]


@pytest.mark.usefixtures("client")
def test_a_worker_with_other_versions_is_refused(plan, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "versions", lambda: versions() | {"pillow": "0.1"})
    summary = run(plan(), scheduler=ADDRESS)
    assert isinstance(summary.stopped, WorkerDiffers)
    assert "not 0.1" in str(summary.stopped)
    assert summary.failed == summary.done == ()


def test_a_worker_without_lacuna_is_told(plan, client) -> None:
    async def bare(*_: object) -> Any:
        raise ModuleNotFoundError("No module named 'engine'")

    client.takes = bare
    assert isinstance(run(plan(), scheduler=ADDRESS).stopped, WorkerDiffers)


def test_a_cancel_waits_for_no_worker(plan, client, inside, tmp_path) -> None:
    job = Job()

    async def cancels(*_: object) -> Any:
        job.cancel()
        return await never()

    client.takes = cancels
    summary = run(plan(), job=job, scheduler=ADDRESS)
    assert summary.cancelled
    assert {one.state for one in summary.outcomes} == {State.QUEUED}
    assert inside(tmp_path / "out") == []


def test_a_cancel_while_the_scheduler_is_called(plan, monkeypatch) -> None:
    job = Job()

    async def cancels(_: str) -> Any:
        job.cancel()
        return await never()

    monkeypatch.setattr(cluster, "connected", cancels)
    with pytest.raises(Cancelled):
        run(plan(), job=job, scheduler=ADDRESS)


def test_no_more_is_sent_than_can_be_worked_on_soon(plan, client, folder, photo) -> None:
    for number in range(9):
        photo(folder / f"n{number}.png", number)
    now, most = 0, 0

    async def counted(_: int, do: Do, words: bytes) -> Any:
        nonlocal now, most
        now += 1
        most = max(most, now)
        while most < ROOM:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.03)  # One more would be sent by now.
        result = await done(do, words)
        now -= 1
        return result

    client.takes = counted
    assert len(run(plan(), scheduler=ADDRESS).done) == 11
    assert most == ROOM


def test_all_workers_use_the_device_that_this_machine_would(plan, client, monkeypatch) -> None:
    asked, used, usual = [], [], cluster_work.PhotoRepair
    monkeypatch.setattr(cluster, "resolve", lambda device: asked.append(device) or "cpu")
    monkeypatch.setattr(
        cluster_work,
        "PhotoRepair",
        lambda item, plan, *more: used.append(plan.device) or usual(item, plan, *more),
    )
    run(plan(device="auto"), scheduler=ADDRESS)
    assert (asked, used, client.sent) == (["auto"], ["cpu", "cpu"], 2)


def test_a_device_of_the_workers_need_not_be_here(plan, monkeypatch) -> None:
    def missing(device: str) -> str:
        raise DeviceUnavailable(device)

    monkeypatch.setattr("engine.batch.plan.resolve_device", missing)
    check(plan(device="cuda"), elsewhere=True)
    with pytest.raises(DeviceUnavailable):
        check(plan(device="cuda"))


def test_where_no_scheduler_answers_nothing_is_touched(plan, monkeypatch) -> None:
    run(plan())
    monkeypatch.setattr(cluster, "CONNECT_TIMEOUT_S", 0.2)
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:9"):
        run(plan(), scheduler="tcp://127.0.0.1:9")
    assert earlier(plan()).done == 2


def test_without_dask_the_way_out_is_told(plan, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterMissing, match=r"lacuna\[cluster\]"):
        run(plan(), scheduler=ADDRESS)


# A worker


@pytest.fixture
def order(plan, tmp_path) -> Order:
    flag = tmp_path / "out" / ".staging" / "run-1"
    flag.parent.mkdir(parents=True)
    flag.touch()
    return Order(plan(), plan().settings, versions(), flag)


def test_a_worker_sets_up_once(plan, order, monkeypatch) -> None:
    masks, mask_for_sizes = [], cluster_work.mask_for_sizes
    monkeypatch.setattr(cluster_work, "mask_for_sizes", lambda one: masks.append(one) or mask_for_sizes(one))
    for item in files(plan()):
        assert work(order, item).staged.is_file()
    assert len(masks) == 1


def test_a_worker_that_does_not_see_the_folder_says_so(plan, order, monkeypatch) -> None:
    monkeypatch.setattr(cluster_work, "FOLDER_TIMEOUT_S", 0.1)
    order.flag.unlink()
    with pytest.raises(FoldersUnseen, match=r"\.staging"):
        work(order, files(plan())[0])


def test_a_worker_whose_run_is_over_stops_and_leaves_nothing(plan, order, inside, monkeypatch) -> None:
    fill = type(method("telea")).fill

    def over(self, request, job):
        order.flag.unlink()
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", over)
    monkeypatch.setattr(cluster_work, "FLAG_POLL_S", 0.0)
    with pytest.raises(FoldersUnseen):
        work(order, files(plan())[0])
    assert inside(plan().out) == []


def test_what_a_worker_wrote_too_late_goes(plan, order, inside, monkeypatch) -> None:
    """Not with what another run has in the same folder by now."""
    (order.flag.parent / "run-2").touch()
    monkeypatch.setattr(cluster_work, "FLAG_POLL_S", 60.0)
    fill = type(method("telea")).fill

    def over(self, request, job):
        order.flag.unlink()
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", over)
    work(order, files(plan())[0])
    assert inside(plan().out) == [".staging", ".staging/run-2"]

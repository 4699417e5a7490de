"""Runs a batch on the workers of a dask cluster.  No other module uses dask.

It replaces the Pipeline in `run`.  Workers read photos, repair them and write into the staging folder, which
they see under the same path as this machine.  Journal and moves stay here, so that a result is delivered once
however often dask tried, and a run can be resumed with or without a cluster.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import pickle
import secrets
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.batch.cluster_work import Order, versions, work
from engine.batch.listing import Item
from engine.batch.masks import MaskFolder, Masks, OneMask
from engine.batch.photo_task import PhotoTask, RunContext, StagedPhoto
from engine.batch.plan import Plan
from engine.batch.thumbnails import hashed
from engine.errors import (
    ClusterError,
    ClusterMissing,
    PhotoNotSaved,
    SchedulerLost,
    WorkerDiffers,
    WorkersDied,
)
from engine.job import Cancelled, Job
from engine.models.device import resolve
from engine.system.atomic import reason
from engine.text import Text, because

CONNECT_TIMEOUT_S = 10
# How often a connection that is being made checks whether the person cancelled.
CANCEL_POLL_S = 0.05
# How often the workers are counted.
WORKER_POLL_S = 1.0
# The scheduler is lost if it does not answer in this time.
SCHEDULER_TIMEOUT_S = 10
# The run ends if there has been no worker for this time.
NO_WORKER_TIMEOUT_S = 60
CLOSE_TIMEOUT_S = 0.4
Ended = Callable[[PhotoTask, BaseException | None], None]


class Cluster:
    """A connection to a dask scheduler, with a thread of its own; after `begin` it is used as a Pipeline.

    Raises ClusterMissing, ClusterError where no scheduler answers, DeviceUnavailable, or Cancelled.
    """

    def __init__(self, plan: Plan, address: str, job: Job) -> None:
        self._plan = plan
        self._address = address
        self._threads = 0  # Of all workers together.
        self._lost: ClusterError | None = None
        self._away: set[asyncio.Task[None]] = set()  # One for each photo that was sent.
        self._flag: Path | None = None
        self._client: Any = None
        self._loop = asyncio.new_event_loop()
        self._serving = self._loop.create_task(self._serve())
        self._thread = threading.Thread(target=self._run, name="batch-cluster", daemon=True)
        self._connecting = Future[None]()
        self._thread.start()
        try:
            while not self._connecting.done() and not job.cancelled:
                wait([self._connecting], CANCEL_POLL_S)
            job.step(0.0)
            self._connecting.result()
        except BaseException:
            self.close()
            raise

    @property
    def room(self) -> int:
        """The number of photos that are sent at a time: for each thread one to repair and one that waits."""
        return max(1, 2 * self._threads)

    def begin(self, context: RunContext, ended: Ended) -> None:
        """Create the flag file that lets workers go on.  ended: called in the cluster's thread.

        Raises PhotoNotSaved.
        """
        self._ended = ended
        flag = context.delivery.staging() / f"run-{secrets.token_hex(8)}"
        try:
            flag.touch()
        except OSError as error:
            raise PhotoNotSaved(because(flag.parent, reason(error))) from error
        self._flag = flag.absolute()
        self._order = Order(self._plan, self._plan.settings, versions(), self._flag)

    def put(self, photo_task: PhotoTask) -> None:
        """Send a photo to the workers; `ended` is called with its task."""
        self._loop.call_soon_threadsafe(self._send, photo_task)

    def close(self) -> None:
        """Remove the flag file and disconnect; photos that workers still have end as cancelled."""
        if self._flag is not None:
            with contextlib.suppress(OSError):
                self._flag.unlink(missing_ok=True)
        with contextlib.suppress(RuntimeError):  # The loop is closed already.
            self._loop.call_soon_threadsafe(self._serving.cancel)

    def join(self, seconds: float | None = None) -> bool:
        """Wait for the thread, at most `seconds`; returns whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with contextlib.suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._serving)
            left = asyncio.all_tasks(self._loop)  # Those of dask.
            for task in left:
                task.cancel()
            if left:
                self._loop.run_until_complete(asyncio.wait(left))
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        """Connect, then watch the workers until `close` cancels this."""
        try:
            self._plan = _sent(self._plan)
            self._client = await connected(self._address)
            self._connecting.set_result(None)
        except BaseException as error:
            self._connecting.set_exception(error)
            return
        try:
            await self._watch()
        finally:
            self._let_go()
            await asyncio.gather(*self._away, return_exceptions=True)
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._client.close(), CLOSE_TIMEOUT_S)

    async def _watch(self) -> None:
        """Count the workers' threads; end the run when the scheduler or all workers are gone."""
        there = time.monotonic()
        while self._lost is None:
            try:
                counts = await asyncio.wait_for(self._client.nthreads(), SCHEDULER_TIMEOUT_S)
            except Exception as error:
                self._lose(SchedulerLost(because(self._address, type(error).__name__)))
                break
            self._threads = sum(counts.values())
            there = time.monotonic() if counts else there
            if time.monotonic() - there > NO_WORKER_TIMEOUT_S:
                self._lose(
                    ClusterError(
                        Text(
                            "{address} has had no worker for {seconds} s",
                            address=self._address,
                            seconds=NO_WORKER_TIMEOUT_S,
                        )
                    )
                )
            await asyncio.sleep(WORKER_POLL_S)
        await asyncio.Event().wait()

    def _lose(self, error: ClusterError) -> None:
        self._lost = self._lost or error
        self._let_go()

    def _let_go(self) -> None:
        for task in self._away:
            task.cancel()

    def _send(self, photo_task: PhotoTask) -> None:
        task = self._loop.create_task(self._take(photo_task))
        self._away.add(task)
        task.add_done_callback(lambda task: self._arrived(photo_task, task))

    def _arrived(self, photo_task: PhotoTask, task: asyncio.Task[None]) -> None:
        self._away.discard(task)
        self._ended(photo_task, (self._lost or Cancelled()) if task.cancelled() else task.exception())

    async def _take(self, photo_task: PhotoTask) -> None:
        """Have a photo repaired by a worker and deliver it; nothing can cancel the delivery midway."""
        if self._lost is not None:
            raise self._lost
        photo_task.check()
        photo_task.deliver(await self._repaired(photo_task.item))

    async def _repaired(self, item: Item) -> StagedPhoto:
        from distributed import KilledWorker

        key = f"lacuna-{hashed(item.name)}-{secrets.token_hex(4)}"
        try:
            # Dask gets bytes alone: a class that it cannot import would end a worker and break the scheduler.
            words = pickle.dumps(_Call(self._order, _item_sent(item)))
            done: StagedPhoto = await self._client.submit(pickle.loads, words, key=key, pure=False)
        except CancelledError:  # Dask lost the photo together with the scheduler.
            self._lose(SchedulerLost(self._address))
            raise asyncio.CancelledError from None
        except KilledWorker as error:
            raise WorkersDied(item.name) from error
        except ModuleNotFoundError as error:
            raise WorkerDiffers(str(error)) from error
        return done


class _Call:
    """An object whose unpickling on a worker does the work and gives the StagedPhoto."""

    def __init__(self, order: Order, item: Item) -> None:
        self._words = order, item

    def __reduce__(self) -> tuple[Callable[[Order, Item], StagedPhoto], tuple[Order, Item]]:
        return work, self._words


async def connected(address: str) -> Any:
    """A client of dask, asynchronous.  Raises ClusterMissing or ClusterError."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterMissing from error
    for name in ("distributed", "distributed.client"):  # Lacuna reports the problem itself, in one line.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():  # About other versions on the workers, which check what matters.
            warnings.simplefilter("ignore")
            return await Client(address, asynchronous=True, timeout=CONNECT_TIMEOUT_S, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        raise ClusterError(Text("no scheduler answers at {address}", address=address)) from error


def _sent(plan: Plan) -> Plan:
    """The plan with absolute paths for other machines; "auto" becomes this machine's device."""
    masks: Masks = plan.masks
    if isinstance(masks, MaskFolder):
        masks = replace(masks, folder=masks.folder.absolute())
    elif isinstance(masks, OneMask):
        masks = replace(masks, file=masks.file.absolute())
    device = resolve(plan.device) if plan.device == "auto" else plan.device
    return replace(plan, photos=plan.photos.absolute(), out=plan.out.absolute(), masks=masks, device=device)


def _item_sent(item: Item) -> Item:
    """An item with absolute paths."""
    target, mask = (path and path.absolute() for path in (item.target, item.mask))
    return replace(item, source=item.source.absolute(), target=target, mask=mask)

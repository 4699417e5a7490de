"""Photos that are repaired at the same time share what is loaded."""

from __future__ import annotations

import threading
import time
from typing import Any

from engine.batch import run
from engine.batch.plan import DEFAULT_WORKERS
from engine.job import Job
from engine.models.catalog import method
from engine.models.network import Networks
from engine.models.weights import Card


class Loaded:
    def eval(self) -> Loaded:
        return self

    def to(self, device: str) -> Loaded:  # noqa: ARG002
        return self


class Slow(Networks):
    count = 0

    def build(self, card: Card) -> Any:
        raise AssertionError(card)

    def load(self, variant: str) -> Any:  # noqa: ARG002
        self.count += 1
        time.sleep(0.05)
        return Loaded()


def test_a_network_is_loaded_once_for_all() -> None:
    shared, got = Slow(), []
    threads = [threading.Thread(target=lambda: got.append(shared.loaded("cpu", "", Job()))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.count == 1
    assert len({id(one) for one in got}) == 1


def test_so_many_photos_are_repaired_at_a_time_and_no_more(plan, folder, photo, monkeypatch) -> None:
    for number in range(6):
        photo(folder / f"n{number}.png", number)
    fill, lock, now, most = type(method("telea")).fill, threading.Lock(), [0], [0]

    def counted(self, request, job):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        while most[0] < together:
            time.sleep(0.01)
        time.sleep(0.03)  # One more would have begun by now.
        with lock:
            now[0] -= 1
        return fill(self, request, job)

    monkeypatch.setattr(type(method("telea")), "fill", counted)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    for workers, together in ((1, 1), (2, 2), (None, DEFAULT_WORKERS)):
        most[0] = 0
        assert len(run(plan(workers=workers)).done) == 8
        assert most[0] == together


def test_few_photos_are_held_at_once(plan, folder, photo, monkeypatch) -> None:
    """However many there are: memory is bounded by the workers, not by the folder."""
    import weakref

    from engine.batch import listing

    for number in range(12):
        photo(folder / f"n{number}.png", number)
    load, held, most = listing.load, weakref.WeakSet(), [0]

    def watched(path, page):
        found = load(path, page)
        held.add(found)
        most[0] = max(most[0], len(held))
        return found

    monkeypatch.setattr(listing, "load", watched)
    assert len(run(plan()).done) == 14
    assert most[0] <= 3 + 1  # one just written may not be let go of yet

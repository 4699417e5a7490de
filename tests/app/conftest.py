"""For every test of the app: waits that only a hung program exhausts, however busy the machine is."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

WAIT_MS = 300_000  # Below pytest's own limit in pyproject.toml, so that the wait that failed is named.


class PatientBot(QtBot):
    """Waits for what must happen, not for how soon it does: the benchmark measures that."""

    def waitUntil(self, callback: Any, *, timeout: int = WAIT_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = WAIT_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitActive(self, widget: Any, *, timeout: int = WAIT_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001 - made first
    return PatientBot(request)

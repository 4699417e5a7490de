from __future__ import annotations

import pytest

from engine.errors import DeviceUnavailable
from engine.models import device


@pytest.mark.parametrize(
    ("found", "best"), [(("cpu",), "cpu"), (("cuda", "cpu"), "cuda"), (("mps", "cpu"), "mps")]
)
def test_auto_is_the_fastest(monkeypatch: pytest.MonkeyPatch, found: tuple[str, ...], best: str) -> None:
    monkeypatch.setattr(device, "available", lambda: found)
    assert device.resolve("auto") == best


@pytest.mark.parametrize("asked", ["cuda", "tpu"])
def test_what_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setattr(device, "available", lambda: ("cpu",))
    with pytest.raises(DeviceUnavailable, match=asked):
        device.resolve(asked)


def test_the_cpu_has_a_name() -> None:
    assert device.name("cpu").startswith("CPU")

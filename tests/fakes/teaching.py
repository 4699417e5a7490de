"""Stands for `lacuna train` and `lacuna teach gate`: prints and writes what they do, and learns nothing.

FAKE=fail ends the training with an error, FAKE=worse gives a method that does not pass, FAKE=few one that was
judged on three photos, FAKE=mute a gate that finds nothing.  Where FAKE_READY or FAKE_GO name a file, the end
of the training or the gate wait for it.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

STEPS = 400  # Of each run; then it waits to be stopped.
END_S = 300  # What nobody stops ends after this.

words, fake = sys.argv[1:], os.environ.get("FAKE", "")


def after(name: str) -> str:
    return words[words.index(name) + 1]


def tell(**event: object) -> None:
    print(json.dumps(event), flush=True)


def wait_for_go(name: str) -> None:
    """Wait for the file of that name in the environment, where one is named."""
    until = time.monotonic() + END_S
    while name in os.environ and not Path(os.environ[name]).exists() and time.monotonic() < until:
        time.sleep(0.01)


def train() -> int:
    out = Path(after("--out"))
    if fake == "fail":
        cause = "This photo cannot be read: rain.png."
        print(f"lacuna: {cause} It may be damaged or incomplete: try another copy of it.", file=sys.stderr)
        return 4
    log, stop = out / "log.jsonl", out / "stop"
    first = len(log.read_text().splitlines()) if log.exists() else 0
    stop.unlink(missing_ok=True)
    Image.fromarray(np.full((3 * 36, 3 * 36, 3), 90, np.uint8)).save(out / "preview.png")
    for step in range(first + 1, 4000):
        event: dict[str, object] = {"kind": "step", "step": step, "minutes": step / 100, "share": step / 4000}
        event |= {"left": 40 - step / 100, "rate": 1.0, "parts": {"network.loss": 1 / step}}
        if step % 5 == 0:
            scores = {"psnr": 20 + step / 10, "damaged": 20.0, "biharmonic": 30.0}
            event |= {"kind": "check", "scores": {"held out": scores}, "preview": str(out / "preview.png")}
            event["seconds"] = 120.0
        with log.open("a") as file:
            file.write(json.dumps(event) + "\n")
        tell(**event)
        time.sleep(0.01)
        if stop.exists() or step - first == STEPS:
            break
    until = time.monotonic() + END_S
    while not stop.exists() and time.monotonic() < until:
        time.sleep(0.01)
    paused = stop.exists() and stop.read_text() == "pause"
    if not paused:
        tell(kind="finishing", step=step, minutes=step / 100, share=1.0, left=0.0)
        wait_for_go("FAKE_READY")
    tell(kind="done", stopped=True, weights=None if paused else str(out / "teach.safetensors"))
    return 0


def gate() -> int:
    if fake == "mute":
        return 4
    tell(kind="judging", share=0.0)
    time.sleep(0.1)
    tell(kind="judging", share=0.25)
    wait_for_go("FAKE_GO")
    ours, photos = 28.0 if fake == "worse" else 31.0, 3 if fake == "few" else 12
    rows = [
        {"case": "damaged", "method": id, "photos": photos, "psnr": psnr, "psnr_inside": psnr - 10, "f1": f1}
        for id, psnr, f1 in (("new", ours, 0.9), ("telea", 28.5, None), ("biharmonic", 30.0, None))
    ]
    checks = [
        {"id": "classical", "against": "biharmonic", "ours": ours, "least": 30.0, "passed": ours > 30},
        {"id": "sound", "against": "", "ours": 0.0, "least": 0.001, "passed": True},
        {"id": "photos", "against": "", "ours": photos, "least": 8, "passed": photos >= 8},
    ]
    passed = all(check["passed"] for check in checks)
    told = {"passed": passed, "checks": checks, "rows": rows, "scores": {}, "damage": "Text"}
    (Path(words[2]) / "gate.json").write_text(json.dumps(told))
    print(json.dumps(told))
    return 0 if passed else 4


sys.exit(train() if words[0] == "train" else gate())

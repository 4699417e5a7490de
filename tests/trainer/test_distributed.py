"""Two processes under torchrun train one network."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_two_processes_on_the_cpu(folder, tmp_path):
    command = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--standalone",
        "--nproc-per-node=2",
        "-m",
        "trainer",
    ]
    arguments = ["train", "restore", "--photos", str(folder), "--out", str(tmp_path / "run"), "--steps", "2"]
    options = ["--option", "crop=64", "--option", "batch=1", "--threads", "1", "--device", "cpu", "--json"]
    done = subprocess.run(
        command + arguments + options,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    # Only the first process tells.
    assert [event["step"] for event in events if event["kind"] == "check"] == [2]
    assert (tmp_path / "run" / "restore.safetensors").exists()

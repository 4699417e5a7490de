"""The trainer runs where there is no desktop: Python 3.12, torch 2.11 and six libraries."""

from __future__ import annotations

import subprocess
import sys

ALLOWED = {"torch", "numpy", "cv2", "PIL", "scipy", "skimage", "safetensors"}
PROBE = """
import importlib, pkgutil, sys
before = set(sys.modules)
class Guard:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        caller = sys._getframe(1)
        while caller and "importlib" in caller.f_code.co_filename:
            caller = caller.f_back
        module = caller.f_globals.get("__name__", "") if caller else ""
        if module.partition(".")[0] in ("trainer", "engine") and top not in ALLOWED | {"trainer", "engine"}:
            if top not in sys.stdlib_module_names:
                raise ModuleNotFoundError(f"{module} imports {name}")
        return None
sys.meta_path.insert(0, Guard())
import trainer
for module in pkgutil.walk_packages(trainer.__path__, "trainer."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from engine.models.catalog import catalog
from engine import repair
from engine.networks import restore
catalog()
"""


def test_only_the_libraries_of_a_training_machine_are_imported():
    probe = PROBE.replace("ALLOWED", repr(ALLOWED), 1)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]

"""`lacuna train` and `lacuna teach` as they are, with a network and with numbers that take seconds."""

import sys

from engine.networks.taught import TaughtDesign
from trainer.cli.commands import main
from trainer.evaluation import acceptance
from trainer.recipes import teach
from trainer.training import run

teach.NETWORK_DESIGN = TaughtDesign(widths=(8, 8), before=(1, 1), after=(1,))
teach._shipped = dict
for name, value in {
    "SHOWN_PHOTOS": 1,
    "TRIAL_PHOTOS": 1,
    "THRESHOLD_PHOTOS": 2,
    "OPAQUE_ALPHAS": (0.0, 1.1),
}.items():
    setattr(teach, name, value)
acceptance.CLASSICAL_METHODS = ("telea", "biharmonic")
acceptance.has_weights = lambda _: False
run.INTERACTIVE_SETTINGS.update(log_minutes=0.0, check_minutes=0.02)

words = sys.argv[1:]
if words[0] == "train":
    words += ["--workers", "0", "--threads", "1", "--option", "crop=64", "--option", "batch=1"]
sys.exit(main(words))

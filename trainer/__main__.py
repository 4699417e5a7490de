"""`python -m trainer train|evaluate …`: the trainer on its own, where there is no desktop."""

from __future__ import annotations

import sys

from engine.errors import LacunaError
from trainer.cli.commands import main

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LacunaError as error:
        print(error, file=sys.stderr)
        sys.exit(4)

"""`python -m trainer.denoising --photos DIR`: trainer/evaluation/denoising.py under the name people know."""

from __future__ import annotations

from trainer.evaluation.denoising import main

if __name__ == "__main__":
    main()

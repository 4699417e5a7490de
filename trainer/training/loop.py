"""The training loop: runs any recipe within a budget, and resumes a stopped run exactly."""

from __future__ import annotations

import enum
import math
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch import distributed as dist
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Dataset

from engine.models.precision import autocast, channels_last
from trainer.data.photos import Photos
from trainer.data.preview import write_preview
from trainer.training import checkpoint
from trainer.training.recipe import Batch, Objective, Parts, Recipe

Event = dict[str, Any]
MAX_CHECK_SHARE = 0.08  # Of a run's time: on slow machines checks take minutes, and come less often.
EVERY_INDEX = 1 << 40  # The length of the endless data set; no run draws as many batches.


@dataclass(frozen=True, kw_only=True)
class Budget:
    """When a run ends: after `steps` or `minutes` of training, whichever comes first."""

    minutes: float = math.inf
    steps: float = math.inf

    def spent(self, *, minutes: float, steps: int) -> float:
        """The share of the budget that is used, 0 to 1."""
        return min(1.0, max(minutes / self.minutes, steps / self.steps))


@dataclass(frozen=True, kw_only=True)
class LoopSettings:
    """How often a run logs, saves and checks.  workers: processes that draw batches; 0: this process does."""

    log_minutes: float = 0.25
    save_minutes: float = 3
    check_minutes: float = 6
    workers: int = 1


class StopMode(enum.Enum):
    """How a run ends that is stopped before its budget is spent; either way it can be resumed."""

    CHECK = "after a last check"
    PAUSE = "at once"


class NumberedBatches(Dataset[Batch]):
    """An endless data set: batch number i is always the same one, whichever worker process draws it."""

    def __init__(self, recipe: Recipe, photos: Photos, *, first: int, stride: int) -> None:
        self.recipe, self.photos, self.first, self.stride = recipe, photos, first, stride

    def __len__(self) -> int:
        return EVERY_INDEX

    def __getitem__(self, index: int) -> Batch:
        number = self.first + index * self.stride
        return self.recipe.draw(self.photos, np.random.default_rng([self.recipe.seed, number]))


class Training:
    """One run of a recipe.

    `run` trains until the budget is spent; `resume`, called before it, takes up a stopped run.
    scores: of the last check, by batch and by measure.
    """

    def __init__(
        self,
        recipe: Recipe,
        photos: Photos,
        *,
        out: Path,
        budget: Budget,
        device: str = "cpu",
        settings: LoopSettings | None = None,
        report: Callable[[Event], None] = lambda _: None,
    ) -> None:
        torch.manual_seed(recipe.seed)
        torch.backends.cudnn.benchmark = True  # All batches of a run have one size.
        self.recipe, self.out, self.budget = recipe, out, budget
        self.settings, self.report = settings or LoopSettings(), report
        self.device = torch.device(device)
        self.photos, held = photos.split()
        self.rank, self.world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
        self.models = {name: channels_last(model.to(self.device)) for name, model in recipe.models().items()}
        self.average = self._copied_state()
        self.optimisers = [one.optimiser(self.models[one.trains].parameters()) for one in recipe.objectives]
        self.peak_rates = [[float(group["lr"]) for group in one.param_groups] for one in self.optimisers]
        self.checks = recipe.check(held) if self.rank == 0 else {}
        self.step = 0
        self.minutes = 0.0
        self.scores: dict[str, dict[str, float]] = {}

    # --- checkpoints ---

    def state(self) -> dict[str, Any]:
        """What a checkpoint holds."""
        return {
            "recipe": self.recipe.id,
            "step": self.step,
            "minutes": self.minutes,
            "models": {name: model.state_dict() for name, model in self.models.items()},
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "average": self.average,
            "random": torch.get_rng_state(),
        }

    def resume(self) -> bool:
        """Load the checkpoint in `out`; False if there is none.  Raises CheckpointUnusable."""
        state = checkpoint.load(self.out)
        if state is None:
            return False
        with checkpoint.usable(self.out):
            self.step, self.minutes = state["step"], state["minutes"]
            for name, model in self.models.items():
                model.load_state_dict(state["models"][name])
            for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
                optimiser.load_state_dict(saved)
            self.average = {name: value.to(self.device) for name, value in state["average"].items()}
            torch.set_rng_state(state["random"])
        return True

    def start_from(self, weights: Mapping[str, Tensor]) -> None:
        """Warm start: the network begins at exported weights; optimisers, step and clock begin anew."""
        self.models["network"].load_state_dict({name: value.float() for name, value in weights.items()})
        self.average = self._copied_state()

    def _copied_state(self) -> dict[str, Tensor]:
        return {name: value.detach().clone() for name, value in self.models["network"].state_dict().items()}

    # --- training ---

    def run(
        self,
        *,
        stop: Callable[[], StopMode | None] = lambda: None,
        on_check: Callable[[], None] = lambda: None,
    ) -> StopMode | None:
        """Train until the budget is spent or `stop`, asked before each step, returns a mode; then save.

        on_check: called after each check.  Returns the mode that ended the run, None for the budget.
        """
        batches = self._batches()
        settings = self.settings
        due = {
            "log": 0.0,
            "save": self.minutes + settings.save_minutes,
            "check": self.minutes + settings.check_minutes,
        }
        models = self._distributed()
        began = time.monotonic() - self.minutes * 60
        mode = None
        while self.spent < 1 and (mode := stop()) is None:
            parts = self._train_step(models, batches)
            self.step += 1
            self.minutes = self._shared_clock((time.monotonic() - began) / 60)
            if self.minutes >= due["log"]:
                due["log"] = self.minutes + settings.log_minutes
                self._report("step", parts={name: float(value) for name, value in parts.items()})
            if self.rank == 0 and self.minutes >= due["check"]:
                check_began = time.monotonic()
                self.check()
                on_check()
                took = (time.monotonic() - check_began) / 60
                due["check"] = self.minutes + took + max(settings.check_minutes, took / MAX_CHECK_SHARE)
            if self.rank == 0 and self.minutes >= due["save"]:
                checkpoint.save(self.out, self.state())
                due["save"] = self.minutes + settings.save_minutes
        if self.rank == 0:
            if mode is not StopMode.PAUSE:
                self._report("finishing")
                self.check()
                on_check()
            checkpoint.save(self.out, self.state())
        return mode

    def check(self) -> None:
        """Validate: score the averaged network on the held-out photos and write the preview."""
        began = time.monotonic()
        network = self.averaged().eval()
        self.scores, rows = {}, []
        with torch.no_grad(), self._autocast():
            for name, batch in self.checks.items():
                tensors = self._on_device(batch)
                self.scores[name] = self.recipe.score(network, tensors)
                if self.recipe.preview:
                    rows.append(self.recipe.preview(network, tensors))
        preview = self.out / "preview.png"
        write_preview(preview, rows)
        seconds = round(time.monotonic() - began, 1)
        self._report("check", scores=self.scores, preview=str(preview) if rows else None, seconds=seconds)

    def averaged(self) -> nn.Module:
        """A copy of the network at its averaged weights."""
        network = channels_last(self.recipe.models()["network"].to(self.device))
        network.load_state_dict(self.average)
        return network

    def finished(self) -> Mapping[str, Tensor]:
        """The weights to export: the averaged network's, or what the recipe's `finish` makes of them."""
        return self.recipe.finish(self.averaged(), self.photos) if self.recipe.finish else self.average

    def _train_step(
        self, models: Mapping[str, nn.Module], batches: Iterator[Mapping[str, Tensor]]
    ) -> dict[str, Tensor]:
        """Update once for every active objective; returns the parts of its losses, for the log."""
        logged: dict[str, Tensor] = {}
        drawn = [self._on_device(next(batches)) for _ in range(self._batches_per_step())]
        share = self.spent
        for objective, optimiser, rates in zip(
            self.recipe.objectives, self.optimisers, self.peak_rates, strict=True
        ):
            if not objective.begins <= share < objective.ends:
                continue
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * self._rate_factor()
            for name, model in self.models.items():
                model.requires_grad_(name == objective.trains)
            for batch in drawn[: objective.repeats]:
                parts = self._update(objective, optimiser, models, batch)
                logged |= {f"{objective.trains}.{name}": value.detach() for name, value in parts.items()}
        self._update_average()
        return logged

    def _update(
        self,
        objective: Objective,
        optimiser: optim.Optimizer,
        models: Mapping[str, nn.Module],
        batch: Mapping[str, Tensor],
    ) -> Parts:
        """One optimiser step; skipped where the gradient is not finite, which would end the run."""
        trained = objective.trains
        seen = {name: models[name] if name == trained else self.models[name] for name in models}
        optimiser.zero_grad(set_to_none=True)
        with self._autocast():
            loss, parts = objective.loss(seen, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = nn.utils.clip_grad_norm_(self.models[trained].parameters(), objective.max_gradient_norm)
        if torch.isfinite(norm):
            optimiser.step()
        return parts

    def _update_average(self) -> None:
        """Move the exponential average towards the network.

        Faster at first, to forget the initial weights.
        """
        weight = 1 - min(self.recipe.ema_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.models["network"].state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, weight)
                else:
                    self.average[name].copy_(value)

    @property
    def spent(self) -> float:
        """The share of the budget that is used, 0 to 1."""
        return self.budget.spent(minutes=self.minutes, steps=self.step)

    def _minutes_left(self) -> float | None:
        """An estimate from the share that is done; None before the first step."""
        return round(self.minutes / self.spent - self.minutes, 2) if self.spent else None

    def _shared_clock(self, minutes: float) -> float:
        """The first process's clock, so that all processes stop at the same step."""
        if self.world == 1:
            return minutes
        clock = torch.tensor([minutes], dtype=torch.float64, device=self.device)
        dist.broadcast(clock, 0)
        return float(clock)

    def _rate_factor(self) -> float:
        """The learning-rate schedule, 0 to 1: linear warm-up, constant, cosine decay to 0."""
        constant = self.recipe.constant_share
        decay = max(0.0, self.spent - constant) / max(1 - constant, 1e-9)
        warm_up = min(1.0, (self.step + 1) / self.recipe.warm_up_steps)
        return warm_up * 0.5 * (1 + math.cos(math.pi * decay))

    def _batches_per_step(self) -> int:
        return max(one.repeats for one in self.recipe.objectives)

    def _batches(self) -> Iterator[Mapping[str, Tensor]]:
        """Batches in their order from the current step on; under torchrun each process has its own."""
        first = self.step * self._batches_per_step() * self.world + self.rank
        batches = NumberedBatches(self.recipe, self.photos, first=first, stride=self.world)
        workers = self.settings.workers
        loader = DataLoader(
            batches,
            batch_size=None,
            sampler=range(len(batches)),
            num_workers=workers,
            pin_memory=self.device.type == "cuda",
            prefetch_factor=4 if workers else None,
            multiprocessing_context="fork" if workers and os.name == "posix" else None,
            worker_init_fn=_start_worker,
        )
        return cast(Iterator[Mapping[str, Tensor]], iter(loader))

    def _distributed(self) -> dict[str, nn.Module]:
        """The models; under torchrun those that are trained are wrapped, so that gradients are averaged."""
        if self.world == 1:
            return dict(self.models)
        trained = {one.trains for one in self.recipe.objectives}
        return {n: DistributedDataParallel(m) if n in trained else m for n, m in self.models.items()}

    def _autocast(self) -> torch.autocast:
        return autocast(self.device, permitted=self.recipe.permits_bfloat16)

    def _on_device(self, batch: Mapping[str, Any]) -> dict[str, Tensor]:
        return {
            name: torch.as_tensor(value).to(self.device, non_blocking=True) for name, value in batch.items()
        }

    def _report(self, kind: str, **more: Any) -> None:
        """Send an event; under torchrun only the first process does."""
        if self.rank == 0:
            head = {
                "kind": kind,
                "step": self.step,
                "minutes": round(self.minutes, 3),
                "share": round(self.spent, 4),
                "left": self._minutes_left(),
            }
            self.report(head | {"rate": self._rate_factor()} | more)


def _start_worker(number: int) -> None:  # noqa: ARG001 - DataLoader passes it
    """Set up a process that draws batches: one thread, and SIGTERM ends it although the run only listens."""
    import signal

    import cv2

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    torch.set_num_threads(1)
    cv2.setNumThreads(0)

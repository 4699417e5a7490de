"""The training loop: runs any recipe, stops on time, and goes on exactly where it was stopped."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch import distributed as dist
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Dataset

from engine.models.precision import autocast, channels_last
from trainer.data.photos import Photos
from trainer.data.preview import write_preview
from trainer.training import checkpoint
from trainer.training.recipe import Batch, Recipe

Event = dict[str, Any]
LOOKING = 0.08  # of a run's time, at most, goes into checks, on however slow a machine


@dataclass(frozen=True, kw_only=True)
class Budget:
    """When a run ends: after `steps` or `minutes` of training, whichever is given and comes first."""

    minutes: float = math.inf
    steps: float = math.inf

    def spent(self, *, minutes: float, steps: int) -> float:
        """The share of the run that is over, 0 to 1."""
        return min(1.0, max(minutes / self.minutes, steps / self.steps))


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often a run looks up from its work, in minutes, and with how much help."""

    log: float = 0.25
    save: float = 3
    check: float = 6
    workers: int = 1  # processes that draw batches; 0 draws them here


class Drawing(Dataset[Batch]):
    """Batch number i, always the same one whatever process draws it."""

    def __init__(self, recipe: Recipe, photos: Photos, *, first: int, stride: int) -> None:
        self.recipe, self.photos, self.first, self.stride = recipe, photos, first, stride

    def __len__(self) -> int:
        return 1 << 40

    def __getitem__(self, index: int) -> Batch:
        number = self.first + index * self.stride
        return self.recipe.draw(self.photos, np.random.default_rng([self.recipe.seed, number]))


class Training:
    """One run of a recipe: `run` trains until the budget is spent; `resume` goes on with a stopped run."""

    def __init__(
        self,
        recipe: Recipe,
        photos: Photos,
        *,
        out: Path,
        budget: Budget,
        device: str = "cpu",
        pace: Pace | None = None,
        report: Callable[[Event], None] = lambda _: None,
    ) -> None:
        torch.manual_seed(recipe.seed)
        torch.backends.cudnn.benchmark = True  # all batches of a run have one size
        self.recipe, self.out, self.budget, self.pace, self.report = (
            recipe,
            out,
            budget,
            pace or Pace(),
            report,
        )
        self.device = torch.device(device)
        self.photos, held = photos.split()
        self.rank, self.world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
        self.models = {name: channels_last(model.to(self.device)) for name, model in recipe.models().items()}
        self.average = {
            name: value.detach().clone() for name, value in self.models["network"].state_dict().items()
        }
        self.optimisers = [turn.optimiser(self.models[turn.trains].parameters()) for turn in recipe.turns]
        self.peaks = [[float(group["lr"]) for group in one.param_groups] for one in self.optimisers]
        self.checks = recipe.check(held) if self.rank == 0 else {}
        self.step = 0
        self.minutes = 0.0
        self.scores: dict[str, dict[str, float]] = {}  # of the last check
        self.on_check: Callable[[], None] = lambda: None
        self.ended: Callable[[], bool] = lambda: False  # stops a run before its time; it can be resumed
        self.hurried = False  # it ends without a last check

    # --- going on with a stopped run ---

    def state(self) -> dict[str, Any]:
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
        """Take up the run whose checkpoint is in `out`; False if there is none."""
        state = checkpoint.load(self.out)
        if state is None:
            return False
        self.step, self.minutes = state["step"], state["minutes"]
        for name, model in self.models.items():
            model.load_state_dict(state["models"][name])
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
        self.average = {name: value.to(self.device) for name, value in state["average"].items()}
        torch.set_rng_state(state["random"])
        return True

    def start_from(self, weights: Mapping[str, Tensor]) -> None:
        """Warm start: the network begins at exported weights, all else anew."""
        self.models["network"].load_state_dict({name: value.float() for name, value in weights.items()})
        self.average = {
            name: value.detach().clone() for name, value in self.models["network"].state_dict().items()
        }

    # --- training ---

    def run(self) -> None:
        batches = self._batches()
        due = {"log": 0.0, "save": self.minutes + self.pace.save, "check": self.minutes + self.pace.check}
        models = self._wrapped()
        began = time.monotonic() - self.minutes * 60
        while self.spent < 1 and not self.ended():
            parts = self._one_step(models, batches)
            self.step += 1
            self.minutes = self._agreed((time.monotonic() - began) / 60)
            if self.minutes >= due["log"]:
                due["log"] = self.minutes + self.pace.log
                self._tell("step", parts={name: float(value) for name, value in parts.items()})
            if self.rank == 0 and self.minutes >= due["check"]:
                looked = time.monotonic()
                self.check()
                took = (time.monotonic() - looked) / 60
                due["check"] = self.minutes + took + max(self.pace.check, took / LOOKING)
            if self.rank == 0 and self.minutes >= due["save"]:
                checkpoint.save(self.out, self.state())
                due["save"] = self.minutes + self.pace.save
        if self.rank == 0:
            if not self.hurried:
                self.check()
            checkpoint.save(self.out, self.state())

    def check(self) -> None:
        """Score the averaged network on the held-out photos and draw the preview."""
        network = self.averaged().eval()
        self.scores, rows = {}, []
        with torch.no_grad(), self._autocast():
            for name, batch in self.checks.items():
                tensors = self._moved(batch)
                self.scores[name] = self.recipe.score(network, tensors)
                if self.recipe.preview:
                    rows.append(self.recipe.preview(network, tensors))
        preview = self.out / "preview.png"
        write_preview(preview, rows)
        self._tell("check", scores=self.scores, preview=str(preview) if rows else None)
        self.on_check()

    def averaged(self) -> nn.Module:
        """A copy of the network at its averaged weights."""
        network = channels_last(self.recipe.models()["network"].to(self.device))
        network.load_state_dict(self.average)
        return network

    def finished(self) -> Mapping[str, Tensor]:
        """The weights to export: the averaged network's, or what the recipe makes of it."""
        return self.recipe.finish(self.averaged(), self.photos) if self.recipe.finish else self.average

    def _one_step(
        self, models: Mapping[str, nn.Module], batches: Iterator[Mapping[str, Tensor]]
    ) -> dict[str, Tensor]:
        logged: dict[str, Tensor] = {}
        drawn = [self._moved(next(batches)) for _ in range(max(turn.times for turn in self.recipe.turns))]
        share = self.spent
        for turn, optimiser, peaks in zip(self.recipe.turns, self.optimisers, self.peaks, strict=True):
            if not turn.begins <= share < turn.ends:
                continue
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * self._rate()
            seen = {name: models[name] if name == turn.trains else self.models[name] for name in models}
            for name, model in self.models.items():
                model.requires_grad_(name == turn.trains)
            for batch in drawn[: turn.times]:
                optimiser.zero_grad(set_to_none=True)
                with self._autocast():
                    loss, parts = turn.loss(seen, batch)
                loss.backward()  # type: ignore[no-untyped-call]
                norm = nn.utils.clip_grad_norm_(self.models[turn.trains].parameters(), turn.clip)
                if torch.isfinite(norm):  # else one bad batch would be the end of the run
                    optimiser.step()
                logged |= {f"{turn.trains}.{name}": value.detach() for name, value in parts.items()}
        self._follow()
        return logged

    def _follow(self) -> None:
        """Let the average follow the network; faster at first, so that the first weights are forgotten."""
        pace = 1 - min(self.recipe.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.models["network"].state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, pace)
                else:
                    self.average[name].copy_(value)

    @property
    def spent(self) -> float:
        """The share of the run that is over, 0 to 1."""
        return self.budget.spent(minutes=self.minutes, steps=self.step)

    def _left(self) -> float | None:
        """Minutes, at the pace so far; None before there is any."""
        return round(self.minutes / self.spent - self.minutes, 2) if self.spent else None

    def _agreed(self, minutes: float) -> float:
        """The first process's clock, so that all stop at the same step."""
        if self.world == 1:
            return minutes
        clock = torch.tensor([minutes], dtype=torch.float64, device=self.device)
        dist.broadcast(clock, 0)
        return float(clock)

    def _rate(self) -> float:
        """The schedule, 0 to 1: warm-up, flat, cosine to 0."""
        falling = max(0.0, self.spent - self.recipe.flat) / max(1 - self.recipe.flat, 1e-9)
        return min(1.0, (self.step + 1) / self.recipe.warm_up) * 0.5 * (1 + math.cos(math.pi * falling))

    def _batches(self) -> Iterator[Mapping[str, Tensor]]:
        each = max(turn.times for turn in self.recipe.turns)
        drawing = Drawing(
            self.recipe, self.photos, first=self.step * each * self.world + self.rank, stride=self.world
        )
        workers = self.pace.workers
        loader = DataLoader(
            drawing,
            batch_size=None,
            sampler=range(len(drawing)),
            num_workers=workers,
            pin_memory=self.device.type == "cuda",
            prefetch_factor=4 if workers else None,
            multiprocessing_context="fork" if workers and os.name == "posix" else None,
            worker_init_fn=_one_thread,
        )
        return cast(Iterator[Mapping[str, Tensor]], iter(loader))

    def _wrapped(self) -> dict[str, nn.Module]:
        if self.world == 1:
            return dict(self.models)
        trained = {turn.trains for turn in self.recipe.turns}
        return {n: DistributedDataParallel(m) if n in trained else m for n, m in self.models.items()}

    def _autocast(self) -> torch.autocast:
        return autocast(self.device, permitted=self.recipe.permits_bfloat16)

    def _moved(self, batch: Mapping[str, Any]) -> dict[str, Tensor]:
        return {
            name: torch.as_tensor(value).to(self.device, non_blocking=True) for name, value in batch.items()
        }

    def _tell(self, kind: str, **more: Any) -> None:
        if self.rank == 0:
            head = {
                "kind": kind,
                "step": self.step,
                "minutes": round(self.minutes, 3),
                "share": round(self.spent, 4),
                "left": self._left(),
            }
            self.report(head | {"rate": self._rate()} | more)


def _one_thread(worker: int) -> None:  # noqa: ARG001
    import signal

    import cv2

    signal.signal(
        signal.SIGTERM, signal.SIG_DFL
    )  # a run may be ended by it, what only draws for it ends at once
    torch.set_num_threads(1)
    cv2.setNumThreads(0)

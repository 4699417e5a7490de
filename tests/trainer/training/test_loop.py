"""The loop: known losses, exact resume, averages, the schedule, adversarial objectives."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn, optim

from trainer.losses import hinge
from trainer.training.loop import Budget, LoopSettings, StopMode, Training
from trainer.training.recipe import Objective

ALWAYS = LoopSettings(log_minutes=0, save_minutes=0, check_minutes=99, workers=0)
KNOWN = [0.3267, 0.2308, 0.1785, 0.1787]  # the first four losses of the tiny recipe


def training(recipe, photos, out, *, steps, **more):
    events = []
    run = Training(
        recipe, photos, out=out, budget=Budget(steps=steps), settings=ALWAYS, report=events.append, **more
    )
    return run, events


def losses(events):
    return [event["parts"]["network.l1"] for event in events if event["kind"] == "step"]


def test_four_steps_have_known_losses(recipe, photos, tmp_path):
    run, events = training(recipe, photos, tmp_path, steps=4)
    run.run()
    assert losses(events) == pytest.approx(KNOWN, abs=1e-3)


def test_a_stopped_run_goes_on_exactly(recipe, photos, tmp_path):
    whole, _ = training(recipe, photos, tmp_path / "whole", steps=6)
    whole.run()
    first, _ = training(recipe, photos, tmp_path / "parts", steps=6)
    stopped_after(first, 3)
    second, events = training(recipe, photos, tmp_path / "parts", steps=6)
    assert second.resume() and second.step == 3
    second.run()
    assert len(losses(events)) == 3
    for name, value in whole.average.items():
        assert torch.equal(value, second.average[name])
    assert torch.equal(whole.models["network"].weight, second.models["network"].weight)


def test_an_ended_run_is_saved_and_goes_on_exactly(recipe, photos, tmp_path):
    whole, _ = training(recipe, photos, tmp_path / "whole", steps=6)
    whole.run()
    first, events = training(recipe, photos, tmp_path / "parts", steps=6)
    mode = first.run(stop=lambda: StopMode.CHECK if first.step == 3 else None)
    assert mode is StopMode.CHECK
    assert first.step == 3 and events[-1]["kind"] == "check" and events[0]["left"] >= 0
    second, _ = training(recipe, photos, tmp_path / "parts", steps=6)
    assert second.resume() and second.step == 3
    second.run()
    assert torch.equal(whole.models["network"].weight, second.models["network"].weight)


def stopped_after(run, steps):
    """As if the process had been killed after that many steps."""

    def report(_):
        if run.step > steps:
            raise KeyboardInterrupt

    run.report = report
    with pytest.raises(KeyboardInterrupt):
        run.run()


def test_there_is_nothing_to_resume_in_an_empty_folder(recipe, photos, tmp_path):
    run, _ = training(recipe, photos, tmp_path, steps=1)
    assert not run.resume()


def test_a_warm_start_begins_at_the_given_weights(recipe, photos, tmp_path):
    run, _ = training(recipe, photos, tmp_path, steps=1)
    given = {name: torch.full_like(value, 0.25) for name, value in run.models["network"].state_dict().items()}
    run.start_from(given)
    assert torch.equal(run.averaged().weight, torch.full((3, 3, 3, 3), 0.25))


def test_training_lowers_the_held_out_error(recipe, photos, tmp_path):
    run, _ = training(recipe, photos, tmp_path, steps=60)
    run.check()
    before = run.scores["noise"]["l1"]
    run.run()
    assert run.scores["noise"]["l1"] > before + 0.1
    assert (tmp_path / "preview.png").exists()


def test_the_rate_warms_up_stays_and_falls_to_nothing(recipe, photos, tmp_path):
    run, _ = training(replace(recipe, warm_up_steps=10, constant_share=0.5), photos, tmp_path, steps=100)
    rates = []
    for run.step in (0, 9, 50, 75, 100):
        rates.append(run._rate_factor())
    assert rates == pytest.approx([0.1, 1, 1, 0.5, 0])


def test_minutes_end_a_run(recipe, photos, tmp_path):
    run, _ = training(recipe, photos, tmp_path, steps=10**9)
    run.budget = Budget(minutes=0.005)
    run.run()
    assert 0 < run.step < 10**6 and run.minutes >= 0.005


def test_critics_are_trained_on_new_batches(recipe, photos, tmp_path):
    seen = []

    def critic_loss(models, batch):
        seen.append(float(batch["clean"].sum()))
        value = hinge.critic(models["critic"](batch["clean"]), models["critic"](batch["noisy"]))
        return value, {"hinge": value}

    both = replace(
        recipe,
        models=lambda: {"network": nn.Conv2d(3, 3, 3, padding=1), "critic": nn.Conv2d(3, 1, 3)},
        objectives=(
            Objective(trains="critic", loss=critic_loss, optimiser=lambda p: optim.Adam(p, 1e-3), repeats=2),
            *recipe.objectives,
        ),
    )
    run, events = training(both, photos, tmp_path, steps=2)
    before = {name: model.weight.clone() for name, model in run.models.items()}
    run.run()
    assert all(not torch.equal(before[name], model.weight) for name, model in run.models.items())
    assert len(seen) == 4 == len(set(seen))
    assert events[0]["parts"].keys() == {"critic.hinge", "network.l1"}


def test_objectives_are_active_in_their_own_part_of_the_run(recipe, photos, tmp_path):
    first = replace(recipe.objectives[0], ends=0.5)
    second = replace(first, begins=0.5, ends=1.0, loss=lambda *told: (first.loss(*told)[0], {}))
    phased = replace(recipe, objectives=(first, second))
    run, events = training(phased, photos, tmp_path, steps=4)
    run.run()
    steps = [event["parts"] for event in events if event["kind"] == "step"]
    assert [bool(parts) for parts in steps] == [True, True, False, False]
    assert [len(one.state) > 0 for one in run.optimisers] == [True, True]


def test_one_batch_with_an_endless_gradient_is_not_the_end_of_a_run(recipe, photos, tmp_path):
    objective, count = recipe.objectives[0], iter(range(9))

    def loss(models, batch):
        value, parts = objective.loss(models, batch)
        return value * (float("inf") if next(count) == 1 else 1.0), parts

    run, _ = training(replace(recipe, objectives=(replace(objective, loss=loss),)), photos, tmp_path, steps=3)
    before = run.models["network"].weight.clone()
    run.run()
    after = run.models["network"].weight
    assert torch.isfinite(after).all() and not torch.equal(before, after)

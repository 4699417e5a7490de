"""Teaching one damage: what is learnt from, how it stops and goes on, the gate, and keeping it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.errors import DiskFull, WeightsDamaged
from engine.models.catalog import catalog
from engine.networks.finder import KINDS, Finder
from engine.networks.taught import NEARNESS_SCALES, DamageMatte, Design, Taught, nearness, unblended
from engine.taught.errors import TeachingBusy
from trainer.cli.commands import main
from trainer.corruption.teachable import lesson
from trainer.data import detection, taught
from trainer.data import pairs as pair_files
from trainer.data.detection import CANVAS
from trainer.data.pair_crops import damage_layers, pairs_of
from trainer.data.photos import Photos
from trainer.evaluation import acceptance as gating
from trainer.evaluation.acceptance import DAMAGED, NEW, SOUND, checks_of, scores
from trainer.evaluation.evaluate import Row
from trainer.recipes import teach
from trainer.training import checkpoint
from trainer.training import run as training
from trainer.training.loop import StopMode
from trainer.training.run import EventLog, StopListener, asked_to_stop

TINY = Design(widths=(8, 8), before=(1, 1), after=(1,))
FONT = "font:size=40"
SMALL = Path(__file__).parents[1] / "fakes" / "small_training.py"
SMALL_NUMBERS = {
    "SHOWN_PHOTOS": 1,
    "TRIAL_PHOTOS": 1,
    "THRESHOLD_PHOTOS": 2,
    "THRESHOLD_OFFSETS": (0.0, 1.0),
    "OPAQUE_ALPHAS": (0.0, 0.9),
}


@pytest.fixture
def tiny(monkeypatch):
    """A small network from nothing, looked at on few photos."""
    monkeypatch.setattr(teach, "DESIGN", TINY)
    monkeypatch.setattr(teach, "_shipped", dict)
    for name, value in SMALL_NUMBERS.items():
        monkeypatch.setattr(teach, name, value)


@pytest.fixture
def pairs(tmp_path):
    """Six pairs; the damaged ones have a bright square, and the noise of another encoding."""
    rng = np.random.default_rng(0)
    for number in range(6):
        clean = rng.integers(60, 120, (90, 100, 3)).astype(np.uint8)
        damaged = (clean + rng.integers(0, 8, clean.shape)).astype(np.uint8)
        damaged[30:50, 40:60] = 250
        for name, pixels in (("damaged", damaged), ("clean", clean)):
            (tmp_path / "pairs" / name).mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(tmp_path / "pairs" / name / f"{number}.png")
    return tmp_path / "pairs"


# --- what is learnt from ---


def test_a_batch_says_where_and_how_much_is_covered(photos, monkeypatch):
    monkeypatch.setattr(taught, "JPEG_SHARE", 0)
    draw = taught.TaughtDamage(lesson=lesson("font:size=60,opacity=0.5"), batch=6, crop=64)
    batch = draw(photos, np.random.default_rng(0))
    assert batch["image"].shape == (6, 3, 64, 64) and batch["truth"].shape == (6, 1, 64, 64)
    assert 0 < batch["truth"].mean() < 1 and batch["alpha"].max() <= 0.5
    image, clean, alpha = (batch[name] for name in ("image", "clean", "alpha"))
    assert np.allclose(image, (1 - alpha) * clean + alpha, atol=1e-5)  # white, over the photo
    assert np.array_equal(batch["truth"], alpha > taught.VISIBLE_ALPHA)


def test_some_photos_are_left_sound(photos, monkeypatch):
    monkeypatch.setattr(taught, "UNDAMAGED_SHARE", 1.0)
    batch = taught.TaughtDamage(lesson=lesson(FONT), batch=2, crop=64)(photos, np.random.default_rng(0))
    assert not batch["truth"].any() and not batch["alpha"].any()


def test_of_pairs_the_place_is_what_differs_and_some_are_held_out(pairs, photos):
    learnt, held = (pairs_of(pairs, held_out=side) for side in (False, True))
    assert (len(learnt), len(held)) == (4, 2)
    made = taught.scene(lesson(f"pairs:folder={pairs}"), photos, np.random.default_rng(0), held_out=True)
    assert made.image.shape == (CANVAS, CANVAS, 3) and (made.alpha == taught.UNKNOWN_ALPHA).all()
    assert 0.03 < made.truth.mean() < 0.08  # the square is 4 % of the photo
    assert (np.abs(made.image - made.clean).max(2)[made.truth == 0] < 0.5).all()


def test_the_damage_of_pairs_is_laid_over_other_photos(pairs, photos, monkeypatch):
    monkeypatch.setattr(taught, "OTHER_PHOTO_SHARE", 1.0)
    monkeypatch.setattr(taught, "JPEG_SHARE", 0)
    made = taught.scene(lesson(f"pairs:folder={pairs}"), photos, np.random.default_rng(0))
    assert 0 < made.truth.mean() < 0.5 and made.alpha.min() == 0
    assert np.abs(made.image[made.alpha > 0.9] - 250 / 255).mean() < 0.05  # the square
    assert np.array_equal(made.image[made.alpha == 0], made.clean[made.alpha == 0])


def test_pairs_that_saw_no_jpeg_are_seldom_worn_by_it(pairs, photos, monkeypatch):
    def worn(**shares):
        for name, share in shares.items():
            monkeypatch.setattr(taught, name, share)
        made = taught.scene(lesson(f"pairs:folder={pairs}"), photos, np.random.default_rng(0), damaged=False)
        return not np.array_equal(made.image, made.clean)

    assert worn(
        JPEG_SHARE=1.0, LOSSLESS_JPEG_SHARE=0.0
    )  # another encoding's noise lies over the damaged ones
    monkeypatch.setattr(taught, "are_lossless", lambda _: True)
    assert not worn(JPEG_SHARE=1.0, LOSSLESS_JPEG_SHARE=0.0)


def test_a_single_pair_is_learnt_from_and_looked_at(pairs):
    for file in [*pairs.glob("*/*.png")]:
        if file.stem != "0":
            file.unlink()
    pair_files.load.cache_clear()
    assert len(pairs_of(pairs, held_out=True)) == len(pairs_of(pairs, held_out=False)) == 1


# --- the network ---


def test_it_begins_where_the_finder_stands():
    torch.manual_seed(0)
    finder = Finder(TINY.widths, TINY.before, TINY.after).eval()
    torch.nn.init.normal_(finder.head.weight)
    network = Taught(TINY).eval()
    network.initialise_from(finder.state_dict(), "graffiti")
    image = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.allclose(
            network.matte(image).logit[:, 0], finder(image)[:, KINDS.index("graffiti")], atol=1e-5
        )


def test_it_is_shown_how_near_the_colours_of_the_damage_are():
    torch.manual_seed(0)
    network = Taught(replace(TINY, colours=2)).eval()
    network.palette.copy_(torch.tensor([[1.0, 0.5, 0.0], [0.0, 0.0, 0.0]]))
    image = torch.rand(1, 3, 64, 64)
    image[0, :, 9, 9] = network.palette[0]
    near = nearness(image, network.palette)
    assert near.shape == (1, 2 * len(NEARNESS_SCALES), 64, 64) and (near[0, ::2, 9, 9] == 1).all()
    before = network.stem_features(image)
    assert torch.equal(
        before, Finder.stem_features(network, image)
    )  # training begins where the finder stands
    torch.nn.init.normal_(network.tint.weight)
    assert not torch.equal(network.stem_features(image), before)


def test_the_colours_of_pairs_are_told(pairs, monkeypatch):
    monkeypatch.setattr(teach, "_shipped", dict)
    network = teach.initial_network(lesson(f"pairs:folder={pairs}"))
    assert (network.palette * 255).round().tolist() == [[250, 250, 250]]
    assert not hasattr(teach.initial_network(lesson(FONT)), "palette")


def test_what_was_laid_over_is_taken_off():
    clean, alpha, colour = torch.rand(1, 3, 8, 8), torch.full((1, 1, 8, 8), 0.7), torch.rand(1, 3, 8, 8)
    image = (1 - alpha) * clean + alpha * colour
    assert torch.allclose(unblended(image, DamageMatte(alpha, alpha, colour)), clean, atol=1e-5)


def test_a_right_answer_costs_less_than_a_wrong_one():
    clean = torch.rand(1, 3, 16, 16)
    truth = torch.zeros(1, 1, 16, 16)
    truth[..., :8] = 1
    alpha = truth * 0.5
    batch = {"image": (1 - alpha) * clean + alpha, "clean": clean, "truth": truth, "alpha": alpha}

    class Says(torch.nn.Module):
        def __init__(self, logit, covered, colour):
            super().__init__()
            self.planes = torch.cat([logit, covered, (colour - 0.5).expand(1, 3, 16, 16)], 1)

        def forward(self, image):  # noqa: ARG002
            return self.planes

    def cost(logit, covered, colour):
        covered = torch.logit(torch.as_tensor(covered).clamp(1e-3, 1 - 1e-3)).expand(1, 1, 16, 16)
        return float(teach.teaching_loss({"network": Says(logit, covered, torch.tensor(colour))}, batch)[0])

    found, nothing = 12 * truth - 6, torch.full_like(truth, -6)
    right = cost(found, alpha, 1.0)
    assert right < 0.3
    assert min(cost(nothing, alpha, 1.0), cost(found, alpha * 0.5, 1.0), cost(found, alpha, 0.4)) > 2 * right


def test_a_wrong_find_costs_what_filling_would_spoil():
    even, uneven = torch.full((1, 3, 16, 16), 0.5), torch.rand(1, 3, 16, 16)
    truth = torch.zeros(1, 1, 16, 16)
    truth[..., :8] = 1
    cheap, dear = (teach._pixel_cost(clean, truth) for clean in (even, uneven))
    assert (cheap[truth > 0] == 1).all() and (dear[truth > 0] == 1).all()
    assert dear[truth == 0].mean() > 2 * cheap[truth == 0].mean()


# --- a run ---


@pytest.fixture
def trained(tiny, folder, tmp_path_factory):  # noqa: ARG001
    out = tmp_path_factory.mktemp("run")
    words = ["--photos", str(folder), "--out", str(out), "--workers", "0", "--device", "cpu", "--json"]
    small = ["--option", f"damage={FONT}", "--option", "crop=64", "--option", "batch=1"]
    assert main(["train", "teach", "--steps", "2", *words, *small]) == 0
    return out


def test_a_training_tells_of_itself_and_can_be_kept(trained, folder, capsys):
    events = [json.loads(line) for line in (trained / "log.jsonl").read_text().splitlines()]
    capsys.readouterr()
    assert [event["kind"] for event in events] == ["skipped", "step", "check", "done"]
    assert events[1]["left"] >= 0 and events[1]["parts"]["network.loss"] > 0
    assert set(events[2]["scores"]["held out"]) == {"psnr", "damaged", "biharmonic"}
    with Image.open(events[2]["preview"]) as preview:
        assert preview.width > 3 * CANVAS
    assert main(["teach", "keep", str(trained), "--name", "My font"]) == 0
    assert capsys.readouterr().out.strip() == "my-font"
    kept = catalog()["my-font"]
    assert kept.card.steps == 2 and kept.info.purpose.startswith("Text in LiberationSans-Bold, 40 px")
    assert str(folder) not in kept.path.with_suffix(".json").read_text()


def test_it_is_passed_on_and_taken_in(trained, tmp_path, capsys):
    main(["teach", "keep", str(trained), "--name", "My font"])
    assert main(["teach", "export", "my-font", str(tmp_path / "font.lacuna")]) == 0
    assert main(["teach", "remove", "my-font"]) == 0 and "my-font" not in catalog()
    assert main(["teach", "import", str(tmp_path / "font.lacuna")]) == 0 and "my-font" in catalog()
    assert main(["teach", "discard", str(trained)]) == 0 and not trained.exists()
    assert capsys.readouterr().out.splitlines()[-1] == "my-font"


def test_what_measures_best_is_taken_and_of_equals_what_fills(tiny, photos, monkeypatch):  # noqa: ARG001
    tried = []

    def repaired(network, image, card):  # noqa: ARG001
        tried.append((float(network.head.bias[0]), float(network.opaque)))
        return image + (0.1 if tried[-1][0] < 1 else 0.0)

    monkeypatch.setattr(teach, "_repaired", repaired)
    monkeypatch.setattr(detection, "JPEG_SHARE", 0)
    network = Taught(TINY)
    network.stem.bias.data += 0.01
    state = teach.finished(network, photos, lesson(FONT), None)
    assert tried == [(0, 0), (0, pytest.approx(0.9)), (0, 0), (1, 0)]
    assert float(state["opaque"]) == 0 and (state["head.bias"][:4] == 1).all()
    assert state["limits"].shape == (1,) and state["limits"] >= 2  # what was certain still is


def test_pairs_begin_at_the_kind_of_damage_that_is_most_like_theirs(pairs, monkeypatch):
    class Sees(torch.nn.Module):
        def load_state_dict(self, state):
            pass

        def forward(self, image):
            logit = 100 * (image.amax(1, keepdim=True) - 0.8)  # what is bright is damaged
            return torch.cat([-logit, logit, -logit, -logit, -logit], 1)

    monkeypatch.setattr(teach, "Finder", Sees)
    monkeypatch.setattr(teach, "_shipped", dict)
    assert teach._most_alike(pairs) == KINDS[1]


def test_a_run_is_ended_by_a_file_or_by_a_signal(tmp_path):
    stop = tmp_path / "stop"
    stop.touch()  # left by an earlier run
    with StopListener(stop) as ended:
        assert not ended()
        stop.touch()
        assert ended()
    assert not stop.exists()
    before = signal.getsignal(signal.SIGTERM)
    with StopListener(stop) as ended:
        os.kill(os.getpid(), signal.SIGTERM)
        assert ended()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_pause_leaves_what_resuming_needs_and_nothing_else(tiny, folder, tmp_path, monkeypatch, capsys):  # noqa: ARG001
    class Pauses(StopListener):
        def __enter__(self):
            found = super().__enter__()
            self.file.write_text("pause")
            return found

    monkeypatch.setattr(training, "StopListener", Pauses)
    out = tmp_path / "run"
    words = ["--photos", str(folder), "--out", str(out), "--workers", "0", "--device", "cpu", "--json"]
    words += ["--option", f"damage={FONT}", "--option", "crop=64", "--option", "batch=1", "--resume"]
    assert main(["train", "teach", "--steps", "1", *words]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["weights"] is None
    assert {file.name for file in out.iterdir()} == {"checkpoint.pt", "lock", "log.jsonl"}


def test_a_run_that_nobody_reads_pauses(tmp_path, monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        log, listener = EventLog(tmp_path, as_json=True), StopListener(tmp_path / "stop")
        assert asked_to_stop(listener, log) is None
        log({"kind": "step"})
        log({"kind": "step"})
        assert asked_to_stop(listener, log) is StopMode.PAUSE
        sys.stdout.close()
        with suppress(BrokenPipeError):
            pipe.close()
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 2


def test_a_full_disk_is_told(tiny, folder, tmp_path, monkeypatch):  # noqa: ARG001
    def full(*_):
        try:
            raise OSError(errno.ENOSPC, "no room")
        except OSError:
            raise RuntimeError("unexpected pos")  # noqa: B904 - as torch.save does

    monkeypatch.setattr(checkpoint, "save", full)
    monkeypatch.setattr("trainer.training.loop.Training.check", lambda _: None)
    words = ["--photos", str(folder), "--out", str(tmp_path / "run"), "--workers", "0", "--device", "cpu"]
    small = ["--option", f"damage={FONT}", "--option", "crop=64", "--option", "batch=1"]
    with pytest.raises(DiskFull):
        main(["train", "teach", "--steps", "1", *words, *small])
    assert not training.is_full(RuntimeError("shapes differ"))


def test_two_runs_in_one_folder_do_not_meet(tmp_path, monkeypatch):
    monkeypatch.setattr(training, "LOCK_TIMEOUT_S", 0.2)
    with training._lock_folder(tmp_path), pytest.raises(TeachingBusy):
        training._lock_folder(tmp_path)
    training._lock_folder(tmp_path).close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_what_a_killed_window_was_teaching_can_be_taken_up(folder, tmp_path, monkeypatch):
    """The window, here a process that only reads, is killed; the training saves itself and ends."""
    monkeypatch.setattr(training, "LOCK_TIMEOUT_S", 300)
    out = tmp_path / "run"
    words = [sys.executable, str(SMALL), "train", "teach", "--photos", str(folder), "--out", str(out)]
    words += ["--device", "cpu", "--json", "--resume", "--minutes", "50"]
    window = f"import subprocess as s; p = s.Popen({words!r}, stdout=s.PIPE, text=True)"
    window += "; [print(line, end='', flush=True) for line in p.stdout]"
    with subprocess.Popen([sys.executable, "-c", window], stdout=subprocess.PIPE, text=True) as killed:
        for line in killed.stdout:
            if json.loads(line)["kind"] == "step":
                break
        killed.kill()
    training._lock_folder(out).close()  # once the training has ended
    steps = checkpoint.load(out)["step"]
    assert steps >= 1
    assert (
        subprocess.run([*words, "--steps", str(steps + 1)], check=True, capture_output=True).returncode == 0
    )
    assert checkpoint.load(out)["step"] == steps + 1


# --- the gate ---


def row(case, method, psnr, *, f1=None, marked=None, photos=12):
    return Row(
        case=case, method=method, photos=photos, psnr=psnr, psnr_inside=psnr - 10, ssim=1, ssim_inside=1,
        seconds=1, damaged=15, f1=f1, marked=marked, untouched=1.0,
    )  # fmt: skip


def rows(ours, *, marked=0.0, photos=12):
    return [
        row(DAMAGED, NEW, ours, f1=0.9, photos=photos),
        row(DAMAGED, "telea", 28.0),
        row(DAMAGED, "biharmonic", 30.0),
        row(DAMAGED, "finder", 29.0, f1=0.7),
        row(SOUND, NEW, 99.0, f1=1.0, marked=marked),
        row(SOUND, "finder", 99.0, f1=1.0, marked=0.5),
    ]


def test_what_reaches_biharmonic_with_the_mask_passes():
    assert [check.passed for check in checks_of(rows(30.0))] == [True, True, True, True]
    assert [check.passed for check in checks_of(rows(29.5))] == [False, True, True, True]
    assert [check.passed for check in checks_of(rows(28.5))] == [False, False, True, True]
    assert scores(rows(31.0))["gain_over_telea"] == 3.0


def test_what_marks_sound_photos_does_not_pass():
    checks = checks_of(rows(31.0, marked=0.01))
    assert [check.passed for check in checks] == [True, True, False, True]
    assert "1.000% of sound photos" in str(checks[2])


def test_what_was_measured_on_a_handful_does_not_pass():
    checks = checks_of(rows(31.0, photos=3))
    assert [check.passed for check in checks] == [True, True, True, False]
    assert str(checks[-1]).startswith("NO: measured on 3 photos")


def test_the_gate_measures_what_was_held_out(trained, folder, black_detector, monkeypatch, capsys):
    monkeypatch.setattr(gating, "CLASSICAL", ("telea", "biharmonic"))
    monkeypatch.setattr(gating, "has_weights", lambda _: False)
    monkeypatch.setattr(gating, "recommended", lambda: black_detector)
    capsys.readouterr()
    code = main(["teach", "gate", str(trained), "--photos", str(folder), "--limit", "4", "--json"])
    *judging, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert judging[0]["kind"] == "judging" and judging[-1]["share"] == 1
    told = last
    assert code == (0 if told["passed"] else 4)
    assert told["scores"]["photos"] == 1  # the one of five that was held out
    assert {one["method"] for one in told["rows"] if one["case"] == SOUND} == {NEW, black_detector}
    assert json.loads((trained / "gate.json").read_text()) == told
    main(["teach", "keep", str(trained), "--name", "My font"])
    assert catalog()["my-font"].card.scores == told["scores"]


def test_the_gate_takes_all_of_other_photos(photos):
    learnt, held = photos.split()
    card = gating.weights.as_card(
        {"id": "teach", "sha256": "", "photo_list": gating.photo_list_digest(learnt)}
    )
    assert gating.held_out_photos(photos, card).files == held.files
    other = Photos(tuple(file.with_name("x" + file.name) for file in photos.files), photos.pixels)
    assert len(gating.held_out_photos(other, card)) == len(other)


def test_the_gate_lays_the_damage_of_held_out_pairs_over_photos_of_its_own(pairs, photos, monkeypatch):
    damaged, sound = gating.samples(lesson(f"pairs:folder={pairs}"), photos, 5)
    assert [sample.meta["name"] for sample in damaged] == ["pair"] * 2 + ["laid over"] * 3
    assert all(sample.mask.any() for sample in damaged)
    assert all(np.array_equal(sample.corrupted, sample.clean) for sample in sound)
    assert all(np.array_equal(damaged[2 + at].clean, sound[at].clean) for at in range(3))

    def asked(folder, *, held_out=False):  # noqa: ARG001
        assert held_out, "the damage that was learnt"

    monkeypatch.setattr(gating, "damage_layers", asked)  # it cannot be separated
    assert len(gating.samples(lesson(f"pairs:folder={pairs}"), photos, 5)[0]) == 2


def test_a_single_pair_cannot_be_judged(pairs, photos):
    for file in [*pairs.glob("*/*.png")]:
        if file.stem != "0":
            file.unlink()
    pair_files.load.cache_clear()
    with pytest.raises(pair_files.NoPairs):
        gating.samples(lesson(f"pairs:folder={pairs}"), photos, 5)


def test_what_the_gate_asks_sets_no_limit(pairs, photos, monkeypatch):
    asked = []

    def laid(layers, clean, rng):  # noqa: ARG001
        asked.append(layers)
        return taught.Scene(clean, clean, clean[..., 0], clean[..., 0])

    monkeypatch.setattr(taught, "with_layer", laid)
    scenes = taught.trial_scenes(lesson(f"pairs:folder={pairs}"), photos, np.random.default_rng(0), 3)
    assert [one.clean.shape for one in scenes] == [(CANVAS, CANVAS, 3)] * 3
    assert len(asked) == 3 and all(layers is damage_layers(pairs) for layers in asked)


def test_a_card_without_its_lesson_cannot_be_measured(trained, folder):
    card = json.loads((trained / "teach.json").read_text())
    del card["options"]
    (trained / "teach.json").write_text(json.dumps(card))
    with pytest.raises(WeightsDamaged):
        main(["teach", "gate", str(trained), "--photos", str(folder)])

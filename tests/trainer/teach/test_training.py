"""Teaching one damage: what is learnt from, how it stops and goes on, and keeping it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from engine.errors import DiskFull
from engine.models.catalog import catalog
from engine.networks.finder import KIND_IDS, Finder
from engine.networks.taught import NEARNESS_SCALES, DamageMatte, Taught, nearness, unblended
from engine.taught.errors import TeachingBusy
from tests.trainer.teach.conftest import FONT, SMALL, TINY
from trainer.cli.commands import main
from trainer.corruption.teachable import lesson
from trainer.data import detection, taught
from trainer.data import pairs as pair_files
from trainer.data.detection import CANVAS_SIDE_PX
from trainer.data.pair_crops import pairs_of
from trainer.recipes import teach
from trainer.training import checkpoint
from trainer.training import run as training
from trainer.training.loop import StopMode
from trainer.training.run import EventLog, StopListener, asked_to_stop

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
    assert (
        made.image.shape == (CANVAS_SIDE_PX, CANVAS_SIDE_PX, 3) and (made.alpha == taught.UNKNOWN_ALPHA).all()
    )
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

    # Another encoding's noise lies over the damaged ones.
    assert worn(JPEG_SHARE=1.0, LOSSLESS_JPEG_SHARE=0.0)
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
            network.matte(image).logit[:, 0], finder(image)[:, KIND_IDS.index("graffiti")], atol=1e-5
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
    # Training begins where the finder stands.
    assert torch.equal(before, Finder.stem_features(network, image))
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


def test_a_training_tells_of_itself_and_can_be_kept(trained, folder, capsys):
    events = [json.loads(line) for line in (trained / "log.jsonl").read_text().splitlines()]
    capsys.readouterr()
    assert [event["kind"] for event in events] == ["skipped", "step", "finishing", "check", "done"]
    assert events[1]["left"] >= 0 and events[1]["parts"]["network.loss"] > 0
    assert events[3]["seconds"] >= 0
    assert set(events[3]["scores"]["held out"]) == {"psnr", "damaged", "biharmonic"}
    with Image.open(events[3]["preview"]) as preview:
        assert preview.width > 3 * CANVAS_SIDE_PX
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
    assert teach._most_alike(pairs) == KIND_IDS[1]


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

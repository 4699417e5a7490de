"""Methods side by side."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.errors import UsageError
from engine.models.catalog import detector, method
from engine.models.detector import Detector
from engine.models.method import MethodInfo
from trainer.cli.commands import main
from trainer.evaluation import tables_page
from trainer.evaluation.blind_page import detection_scores, seen_and_unseen, sound_section
from trainer.evaluation.compare import by_method, default_methods, one_case
from trainer.evaluation.evaluate import (
    CLASSICAL_METHODS,
    Row,
    evaluate,
    gain_over_classical,
    gain_over_damaged,
    table,
)
from trainer.evaluation.metrics import BEST_PSNR_DB
from trainer.evaluation.sound import SoundResult
from trainer.evaluation.suite import Case, Suite
from trainer.evaluation.tables_page import measure_section, section
from trainer.suites.sound import SOUND

TINY = Suite(
    id="tiny", title="", size=48, limit=2, cases=(Case(name="lines", kind="lines", params={"count": 4}),)
)


def test_all_methods_see_the_same_damage(photos):
    found = evaluate(TINY, photos, ["telea", "navier-stokes"], sheet_photos=1)
    assert [(row.case, row.method, row.photos) for row in found.rows] == [
        ("lines", "telea", 2),
        ("lines", "navier-stokes", 2),
    ]
    damaged, *_, truth = found.lines[0]
    assert len(found.lines[0]) == 4 and not np.array_equal(damaged, truth)


def test_a_repair_is_better_than_the_damage(photos):
    row = evaluate(TINY, photos, ["telea"]).rows[0]
    assert row.psnr > row.psnr_inside > 15 and 0 < row.ssim_inside < row.ssim < 1 and row.seconds > 0


def test_the_table_shows_the_gain_over_the_best_classical_method(photos):
    rows = evaluate(TINY, photos, ["telea", "navier-stokes"]).rows
    gains = [line.split()[-1] for line in table(rows).splitlines()[1:]]
    assert "+0.00" in gains and any(gain.startswith("-") for gain in gains)


def test_a_table_has_only_the_columns_that_were_measured(photos):
    rows = evaluate(TINY, photos, ["telea"]).rows
    assert "feature" not in table(rows) and "F1" not in table(rows)
    rows = evaluate(TINY, photos, ["telea"], distance=lambda one, two: float(abs(one - two).max())).rows
    assert 0 < rows[0].feature <= 1 and f"{rows[0].feature:.4f}" in table(rows)


def test_large_holes_are_also_judged_by_their_sharpness(photos):
    holes = replace(TINY, size=64, cases=(Case(name="disc", kind="center"),))
    found = evaluate(holes, photos, ["telea"]).rows
    assert 0 < found[0].energy < found[0].energy_clean and "energy" in table(found)
    assert evaluate(TINY, photos, ["telea"]).rows[0].energy is None


def test_large_holes_have_their_absolute_error_and_frechet_distance(photos):
    holes = replace(TINY, size=64, cases=(Case(name="disc", kind="center"),))
    compared = []
    shown = table(evaluate(holes, photos, ["telea"], frechet=lambda some: compared.extend(some) or 7.0).rows)
    assert "7.00" in shown and "Fréchet" in shown and "L1 %" in shown and len(compared) == 2
    thin = evaluate(TINY, photos, ["telea"], frechet=lambda _: 7.0).rows
    assert "Fréchet" not in table(thin) and "L1 %" not in table(thin)


def test_a_table_of_large_holes_has_the_network_alone_and_both_membranes(photos):
    holes = replace(TINY, size=64, limit=1, large=True, cases=(Case(name="centre", kind="center"),))
    rows = table(evaluate(holes, photos, ["telea", "gmcnn"]).rows).splitlines()[1:]
    names = [row[12:34].strip().split("  ")[0] for row in rows]
    assert names == ["telea", "gmcnn", "gmcnn alone", "membrane", "membrane with texture"]


def test_a_corruption_on_the_command_line():
    case = one_case("text:size=14,angle=0..30").cases[0]
    assert case.kind == "text" and case.params["size"] == 14
    assert one_case("freeform_steps:vcn,parts=2").cases[0].kind == "freeform_steps:vcn"
    with pytest.raises(UsageError):
        one_case("text:size=14,angle")


def test_options_belong_to_their_method():
    assert by_method({"restore.ensemble": "on"}) == {"restore": {"ensemble": "on"}}
    with pytest.raises(UsageError):
        by_method({"ensemble": "on"})


def test_the_command_prints_json_and_writes_a_sheet(folder, tmp_path, capsys):
    words = ["evaluate", "--photos", str(folder), "--corruption", "lines:count=3", "--methods", "telea"]
    code = main(
        [*words, "--size", "48", "--limit", "1", "--json", "--sheet", str(tmp_path / "sheets" / "a.png")]
    )
    told = json.loads(capsys.readouterr().out)
    assert code == 0 and told["size"] == 48
    assert told["rows"][0].keys() >= {"case", "method", "psnr", "psnr_inside", "ssim", "seconds", "megabytes"}
    with Image.open(tmp_path / "sheets" / "a.png") as sheet:
        assert sheet.width == 3 * 52


class Finder(Detector):
    """Marks what is black."""

    info = MethodInfo(id="finder", title="", year=0, paper="", purpose="", limits="", holes="thin")

    def find(self, image, options, job, device):  # noqa: ARG002
        return (image.max(2) < 0.02).astype(np.float32)[None]


def test_a_detector_is_judged_by_its_mask_and_filled_by_auto(photos):
    black = Case(
        name="lines", kind="lines", params={"count": 4, "filler": "constant", "colour": (0.0, 0.0, 0.0)}
    )
    suite = replace(TINY, blind=True, cases=(black, Case(name="clean", kind=None)))
    damaged, clean = evaluate(suite, photos, [], extra={"finder": Finder()}).rows
    assert damaged.f1 > 0.95 and damaged.bce < 0.1 and damaged.psnr > 20
    assert gain_over_damaged(damaged) > 5 and gain_over_damaged(clean) is None
    assert clean.f1 == 1 and clean.marked == 0 and clean.psnr == BEST_PSNR_DB
    assert (damaged.untouched, clean.untouched) == (0, 1)
    assert gain_over_classical([replace(clean, method="telea"), clean], clean) is None
    assert "F1" in table([damaged, clean])
    assert damaged.worse == 0 and clean.worse is None


def test_a_repair_that_is_worse_than_the_damage_is_counted(photos):
    faint = Case(name="lines", kind="lines", params={"count": 2, "filler": "keep"})
    suite = replace(TINY, blind=True, cases=(faint,))
    (found,) = evaluate(suite, photos, [], extra={"finder": AlwaysFinds()}).rows
    assert found.worse == 1 and "worse" in table([found])


class AlwaysFinds(Finder):
    """Marks two rows."""

    def find(self, image, options, job, device):  # noqa: ARG002
        marked = np.zeros((1, *image.shape[:2]), np.float32)
        marked[:, 10:12] = 1
        return marked


def test_a_case_for_other_photos_has_no_row(photos):
    elsewhere = Case(name="elsewhere", kind=None, only=frozenset({"none.png"}))
    suite = replace(TINY, blind=True, cases=(elsewhere, Case(name="clean", kind=None)))
    assert [row.case for row in evaluate(suite, photos, [], extra={"finder": Finder()}).rows] == ["clean"]


def test_blind_methods_are_not_given_a_mask(folder):
    with pytest.raises(UsageError, match="telea"):
        main(["evaluate", "--photos", str(folder), "--suite", "thin", "--methods", "telea", "--blind"])


def test_only_what_has_its_weights_is_measured(monkeypatch):
    monkeypatch.setattr("trainer.evaluation.compare.has_weights", lambda *_: False)
    assert default_methods(replace(TINY, methods=("restore", "low-rank"))) == [*CLASSICAL_METHODS, "low-rank"]
    assert default_methods(replace(TINY, only=("telea",))) == ["telea"]


def test_the_page_of_tables(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.evaluation.compare.has_weights", lambda *_: False)
    page = tmp_path / "docs" / "measured.md"
    words = ["tables", "--photos", str(folder), "--out", str(page), "--suite", "faces:half", "--limit", "1"]
    assert main(words) == 0
    text = page.read_text()
    assert "(`faces`)" in text and text.count("| half | telea |") == 1


def test_the_best_of_a_column_is_bold():
    rows = [row("telea", psnr_inside=20.0), row("restore", psnr_inside=21.5)]
    lines = list(measure_section(rows, "PSNR", "inside", max))
    assert lines[-3:] == ["| telea | 20.00 |", "| restore | **21.50** |", ""]
    assert list(measure_section(rows, "Feature", "feature", min)) == []


def test_the_page_says_what_detectors_do_to_sound_photos():
    suite = replace(TINY, blind=True, cases=(TINY.cases[0], Case(name="clean", kind=None)))
    found = row("finder", f1=0.75, bce=0.1, marked=0.0312, untouched=0.0)
    spared = replace(found, case="clean", marked=0.0012, untouched=0.92)
    text = section(suite, [found, spared])
    assert "| clean | finder | 1 | 0.12% | 92% |" in text and "| finder | **0.750** |" in text


def test_the_page_has_seen_and_unseen_side_by_side(tmp_path, folder, monkeypatch):
    line = replace(TINY.cases[0], damage="scratches")
    suites = {
        id: replace(TINY, id=id, limit=1, blind=True, cases=(line,)) for id in ("blind", "blind_unseen")
    }
    monkeypatch.setattr(tables_page, "find_suite", suites.__getitem__)
    monkeypatch.setattr(tables_page, "default_methods", lambda _: ["telea"])
    page = tmp_path / "page.md"
    tables_page.write(page, photos=[folder], suites=["blind_unseen"])
    assert "(`seen_and_unseen`)" in page.read_text() and "(`blind`)" not in page.read_text()
    tables_page.write(page, photos=[folder], suites=list(suites))
    assert page.read_text().index("(`seen_and_unseen`)") < page.read_text().index("(`blind`)")


def test_each_kind_of_damage_has_the_mean_of_its_unseen_ways():
    def measured(id, **f1s):
        cases = tuple(Case(name=name, kind="lines", damage="text") for name in f1s)
        rows = [replace(row("finder", f1=f1, psnr=18.0, worse=0.5), case=name) for name, f1 in f1s.items()]
        rows += [replace(row("telea", psnr=20.0), case=name) for name in f1s]
        return replace(TINY, id=id, cases=cases), rows

    text = seen_and_unseen(measured("blind", a=0.9), measured("blind_unseen", b=0.2, c=0.6))
    assert "| text | 0.90 | 0.40 | +3.0 | +3.0 | -2.0 | -2.0 | 50% | 50% |" in text
    assert "| text | c | 0.60 | +3.0 | -2.0 | 50% |" in text
    found = detection_scores(measured("blind", a=0.9), measured("blind_unseen", b=0.2, c=0.6))["finder"]
    assert (found["seen"], found["unseen"]) == ({"text": 0.9}, {"text": 0.4})
    assert set(found["weights"]) == {"finder", *detector("finder").specialists.values()}


def test_the_page_has_the_sound_photos(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(tables_page, "default_methods", lambda _: [])
    page = tmp_path / "page.md"
    tables_page.write(page, photos=[folder], suites=["sound"])
    result = SoundResult(
        case="stars", detector="finder", photos=4, untouched=0.75, area=0.0012, listed=1, changed=("a",)
    )
    assert "(`sound`)" in page.read_text()
    assert "| stars | finder | 4 | 75% | 0.120% | 1 | 1 |" in sound_section(SOUND, [result])


def test_the_page_has_fills_of_other_programs_where_its_suite_has_them(tmp_path, folder, monkeypatch):
    page = tmp_path / "page.md"
    monkeypatch.setattr(tables_page, "default_methods", lambda _: ["telea"])
    monkeypatch.setattr(tables_page, "peers", lambda: {"other": method("navier-stokes")})
    for id in ("structure", "holes"):
        monkeypatch.setattr(
            tables_page, "find_suite", lambda id: replace(TINY, id=id, limit=1, peers=id == "structure")
        )
        tables_page.write(page, photos=[folder], suites=[id])
    holes, structure = page.read_text().split("(`structure`)")
    assert "| other |" in structure and "| other |" not in holes


def test_what_a_page_says_of_other_suites_stays(tmp_path, folder, monkeypatch):
    suites = {id: replace(TINY, id=id, limit=1) for id in ("thin", "holes")}
    monkeypatch.setattr(tables_page, "find_suite", suites.__getitem__)
    monkeypatch.setattr(tables_page, "default_methods", lambda _: ["telea"])
    page = tmp_path / "page.md"
    for asked in (["holes"], ["thin"]):
        tables_page.write(page, photos=[folder], suites=asked)
    text = page.read_text()
    assert text.index("(`thin`)") < text.index("(`holes`)") < text.index("## The weights")
    assert text.count("| telea |") == 2 * text[: text.index("(`holes`)")].count("| telea |")


def row(method: str, **measured: float) -> Row:
    """On lines, with these measures."""
    default_methods = {
        "psnr": 30.0,
        "psnr_inside": 20.0,
        "ssim": 0.9,
        "ssim_inside": 0.8,
        "seconds": 0.1,
        "damaged": 15.0,
    }
    return Row(case="lines", method=method, photos=1, **(default_methods | measured))

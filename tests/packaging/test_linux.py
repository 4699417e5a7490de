"""What a Linux desktop is told of the program: the desktop entry, AppStream data and the man page."""

from __future__ import annotations

import configparser
import datetime
import importlib.util
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from app.cli.commands import COMMAND_NAMES
from app.cli.options import Exit
from app.run import APPLICATION_ID
from engine.photo.file_format import file_formats

LINUX_FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "linux"
MIME_TYPES = {
    "AVIF": ["image/avif"],
    "BMP": ["image/bmp"],
    "GIF": ["image/gif"],
    "HEIC": ["image/heif", "image/heic"],
    "JPEG": ["image/jpeg"],
    "JPEG 2000": ["image/jp2", "image/jpx"],
    "JPEG XL": ["image/jxl"],
    "PDF": ["application/pdf"],
    "PNG": ["image/png"],
    "PPM": ["image/x-portable-pixmap", "image/x-portable-graymap", "image/x-portable-bitmap"],
    "DNG": [],  # Most are of cameras, and refused.
    "PSD": ["image/vnd.adobe.photoshop"],
    "OpenRaster": ["image/openraster"],
    "TIFF": ["image/tiff"],
    "WebP": ["image/webp"],
}


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(LINUX_FOLDER / f"{APPLICATION_ID}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_every_format_is_offered_to_be_opened_with_lacuna(entry: configparser.SectionProxy) -> None:
    assert {one.name for one in file_formats()} == set(MIME_TYPES)
    offered = set(entry["MimeType"].split(";"))
    assert {one for types in MIME_TYPES.values() for one in types} - offered == set()


def test_window_desktop_entry_and_metadata_have_one_id(entry: configparser.SectionProxy) -> None:
    text = (LINUX_FOLDER / f"{APPLICATION_ID}.metainfo.xml").read_text(encoding="utf-8")
    assert f"<id>{APPLICATION_ID}</id>" in text and f">{APPLICATION_ID}.desktop</launchable>" in text
    assert entry["StartupWMClass"] == APPLICATION_ID


def test_the_desktop_finds_icon_and_program(entry: configparser.SectionProxy) -> None:
    assert entry["Exec"] == "lacuna %f"
    assert (LINUX_FOLDER.parents[1] / "resources" / "icons" / f"{entry['Icon']}.svg").is_file()


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstreamcli")
def test_the_metadata_is_valid(tmp_path: Path) -> None:
    text = (LINUX_FOLDER / f"{APPLICATION_ID}.metainfo.xml").read_text(encoding="utf-8")
    path = tmp_path / f"{APPLICATION_ID}.metainfo.xml"
    path.write_text(text.replace("@VERSION@", "1.0").replace("@DATE@", "2026-01-01"), encoding="utf-8")
    run = subprocess.run(["appstreamcli", "validate", "--no-net", path], capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode()


def test_the_man_page_has_every_command_and_exit_code() -> None:
    spec = importlib.util.spec_from_file_location("man_page", LINUX_FOLDER / "man_page.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = module.man_page("1.0", datetime.date(2026, 1, 1))
    titles = {line for line in page.splitlines() if line.startswith("\\fB")}
    assert {name for name in COMMAND_NAMES if not any(f"\\fB{name}" in one for one in titles)} == set()
    assert {f"\\fB{code:d}\\fR" for code in Exit} <= titles
    assert "\\-\\-mask\\-from" in page


def test_the_tar_is_installed_and_removed_again(tmp_path: Path) -> None:
    tree, prefix = tmp_path / "lacuna", tmp_path / "Straße 1"
    for folder in ("lib/lacuna", "share/applications"):
        (tree / folder).mkdir(parents=True)
    shutil.copy(LINUX_FOLDER / "install.sh", tree)
    shutil.copy(LINUX_FOLDER / f"{APPLICATION_ID}.desktop", tree / "share" / "applications")
    program = tree / "lib" / "lacuna" / "lacuna"
    program.write_text("#!/bin/sh\necho started\n", encoding="utf-8")
    program.chmod(0o555)
    for folder in [tree, *(path for path in tree.rglob("*") if path.is_dir())]:
        folder.chmod(0o555)
    install = ["sh", str(tree / "install.sh")]
    subprocess.run([*install, str(prefix)], check=True, capture_output=True)
    entry = (prefix / "share" / "applications" / f"{APPLICATION_ID}.desktop").read_text(encoding="utf-8")
    assert f'Exec="{prefix}/lib/lacuna/lacuna" %f' in entry
    assert subprocess.check_output([prefix / "bin" / "lacuna"]) == b"started\n"
    installed = [prefix, *prefix.rglob("*")]
    assert all(path.stat().st_mode & stat.S_IWUSR for path in installed if not path.is_symlink())
    subprocess.run([*install, "--remove", str(prefix)], check=True, capture_output=True)
    left = {path.name for path in prefix.rglob("*") if not path.is_dir()}
    assert left <= {"mimeinfo.cache"}  # update-desktop-database's own
    assert {path.name for path in prefix.glob("share/*")} <= {"applications"}

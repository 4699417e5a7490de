#!/usr/bin/env python3
"""GIMP 3: Filters > Enhance > Repair with Lacuna.  The selection is the mask; without one, Lacuna looks for
damage.  What is visible is repaired, and the repair becomes a layer over all others.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import gi
import lacuna_call

gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Gegl, Gimp, Gio, GLib  # noqa: E402

PROCEDURE = "plug-in-lacuna-repair"


class Lacuna(Gimp.PlugIn):
    """The plug-in with its one procedure."""

    def do_set_i18n(self, _name: str) -> bool:
        return False

    def do_query_procedures(self) -> list[str]:
        return [PROCEDURE]

    def do_create_procedure(self, name: str) -> Any:
        procedure = Gimp.ImageProcedure.new(self, name, Gimp.PDBProcType.PLUGIN, _run, None)
        procedure.set_image_types("RGB*, GRAY*")
        procedure.set_menu_label("Repair with _Lacuna")
        procedure.add_menu_path("<Image>/Filters/Enhance")
        procedure.set_documentation(
            "Fill what is selected from its surroundings",
            "Lacuna fills the selection. Without a selection it looks for damage. The repair is a new layer.",
            name,
        )
        procedure.set_attribution("The Lacuna developers", "MIT", "2026")
        return procedure


def _run(procedure: Any, _mode: Any, image: Any, _drawables: Any, _config: Any, _data: Any) -> Any:
    Gimp.progress_init("Lacuna repairs the photo")
    try:
        with tempfile.TemporaryDirectory(prefix="lacuna-") as folder:
            found = lacuna_call.repair(
                lambda path: _write_visible(image, path), _selection(image), Path(folder), _keep_waiting
            )
            if found is None:
                Gimp.message("Lacuna found nothing to repair.")
            else:
                _add_layer(image, found)
    except lacuna_call.LacunaFailed as error:
        return procedure.new_return_values(Gimp.PDBStatusType.EXECUTION_ERROR, GLib.Error(str(error)))
    return procedure.new_return_values(Gimp.PDBStatusType.SUCCESS, GLib.Error())


def _keep_waiting() -> bool:
    Gimp.progress_pulse()
    return True


def _write_visible(image: Any, path: Path) -> None:
    """Write what is visible as a PNG of 8 or 16 bits a channel."""
    copy = image.duplicate()
    try:
        if copy.get_precision() not in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U16_NON_LINEAR):
            copy.convert_precision(Gimp.Precision.U16_NON_LINEAR)
        copy.merge_visible_layers(Gimp.MergeType.CLIP_TO_IMAGE)
        save = Gimp.get_pdb().lookup_procedure("file-png-export")
        config = save.create_config()
        config.set_property("image", copy)
        config.set_property("file", Gio.File.new_for_path(str(path)))
        config.set_property("include-color-profile", True)
        config.set_property("save-transparent", True)
        result = save.run(config)
        if result.index(0) != Gimp.PDBStatusType.SUCCESS:
            raise lacuna_call.LacunaFailed("GIMP could not write the photo for Lacuna.")
    finally:
        copy.delete()


def _selection(image: Any) -> bytes | None:
    if Gimp.Selection.is_empty(image):
        return None
    width, height = image.get_width(), image.get_height()
    whole = Gegl.Rectangle.new(0, 0, width, height)
    values = image.get_selection().get_buffer().get(whole, 1.0, "Y u8", Gegl.AbyssPolicy.NONE)
    return lacuna_call.mask_bytes(width, height, bytes(values))


def _add_layer(image: Any, found: lacuna_call.RepairLayer) -> None:
    image.undo_group_start()
    try:
        file = Gio.File.new_for_path(str(found.path))
        layer = Gimp.file_load_layer(Gimp.RunMode.NONINTERACTIVE, image, file)
        layer.set_name("Lacuna: repair")
        image.insert_layer(layer, None, 0)
        layer.set_offsets(found.left, found.top)
    finally:
        image.undo_group_end()
    Gimp.displays_flush()


Gimp.main(Lacuna.__gtype__, sys.argv)

"""A photo and its file: `load`, `Photo`, `save`.  One module a format in `formats`, found by `family`."""

from engine.photo.load import load, preview, recognise
from engine.photo.model import Photo, Stored
from engine.photo.save import save

__all__ = ["Photo", "Stored", "load", "preview", "recognise", "save"]

"""A photo and its file: `load`, `Photo`, `save`.  Each format is a module in `formats`, see `file_format`."""

from engine.photo.load import load, preview, recognise
from engine.photo.model import Photo, Stored
from engine.photo.save import save

__all__ = ["Photo", "Stored", "load", "preview", "recognise", "save"]

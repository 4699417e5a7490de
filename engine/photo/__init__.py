"""A photo and its file: `load`, `Photo`, `save`.  Each format is a module in `formats`, see `file_format`."""

from engine.photo.load import load, page_count, preview, recognise
from engine.photo.model import Photo, Stored
from engine.photo.save import page_written, save

__all__ = ["Photo", "Stored", "load", "page_count", "page_written", "preview", "recognise", "save"]

"""One file format a module; engine.photo.file_format finds them."""

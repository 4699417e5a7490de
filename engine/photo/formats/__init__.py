"""One file format a module; engine.photo.family finds them."""

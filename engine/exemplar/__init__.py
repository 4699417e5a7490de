"""Exemplar completion: a hole is filled with patches of the same photo.  `completion.complete` is the way in."""

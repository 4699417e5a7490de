"""Exemplar completion: a hole filled with patches of the same photo.  `completion.complete` is the way in."""

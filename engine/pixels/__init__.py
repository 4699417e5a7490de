"""Arithmetic on planes of pixels and on boxes, for every other room of the engine."""

"""Runs the engine's work off the GUI thread."""

"""Repair a folder: the run off the GUI thread, and the window that shows it."""

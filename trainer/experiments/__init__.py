"""The experiments of Köhler, Schuler, Schölkopf, Harmeling (GCPR 2014), one module a figure.

Each has TITLE, SHOWS and run(context), which returns the text of its table.
"""

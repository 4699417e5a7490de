"""The tables of Köhler, Schuler, Schölkopf, Harmeling (GCPR 2014): a figure a file, TITLE, SHOWS, run(bench)."""

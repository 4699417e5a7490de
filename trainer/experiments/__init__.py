"""Tables of Köhler, Schuler, Schölkopf, Harmeling (GCPR 2014): a file each with TITLE, SHOWS, run(bench)."""

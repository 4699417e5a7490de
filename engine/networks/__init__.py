"""Networks, one a file; shared layers in layers/.  All of it needs torch: methods import it inside load()."""

"""Mixtures of damages, one a file, each with a MIXTURE; found by the catalog."""

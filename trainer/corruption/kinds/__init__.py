"""Kinds of damage, one a file, each with a KIND; found by the catalog."""

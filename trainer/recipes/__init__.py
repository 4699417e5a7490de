"""Recipes, one a file: OPTIONS, and build(options) → Recipe."""

"""Critics (discriminators) of adversarial recipes, which are never shipped."""

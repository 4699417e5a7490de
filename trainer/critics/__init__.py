"""Critics of adversarial recipes: networks that are trained against, and never shipped."""

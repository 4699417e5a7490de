"""The mixtures of damage, one module each with a MIXTURE; the catalog finds them."""

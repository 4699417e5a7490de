"""The kinds of damage, one module each with a KIND; the catalog finds them."""

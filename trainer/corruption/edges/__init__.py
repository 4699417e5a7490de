"""How damage ends, one a file, each with an EDGE; found by the catalog."""

"""How a hole is repaired: regions, the call of a method, and the way of its answer into the photo."""

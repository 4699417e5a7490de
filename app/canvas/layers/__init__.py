"""What the canvas draws: the photo's tiles, and the planes over it."""

"""Drawing that several kinds of damage share: strokes, letters, smooth fields."""

"""What several kinds draw with: strokes, letters, smooth fields."""

"""One tool a file, found by app.canvas.toolbox."""

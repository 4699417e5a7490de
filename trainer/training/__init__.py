"""How a recipe is trained: the loop, its checkpoints and exports, and several trainings in a row."""

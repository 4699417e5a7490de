"""Where batches come from: folders of photos, pairs, and the damage drawn on them."""

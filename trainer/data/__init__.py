"""Where batches come from: folders of photos, pairs, and the damage laid on them."""

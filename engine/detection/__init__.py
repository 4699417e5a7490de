"""How damage is found: detectors, the search over a photo, and what completes their finds."""

"""What happens between a wish and a document: opening, saving, repairing.  No widgets."""

"""What the recipes of one family of networks share."""

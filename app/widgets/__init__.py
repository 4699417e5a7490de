"""Small widgets that panels and windows share."""

"""What stands under the damage, one a file, each with a FILLER; found by the catalog."""

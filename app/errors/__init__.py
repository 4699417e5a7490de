"""What a person reads when something did not work."""

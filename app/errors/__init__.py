"""What a person is told when something did not work."""

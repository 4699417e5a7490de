"""What a method and a detector are, which ones there are, their weights and the device they run on."""

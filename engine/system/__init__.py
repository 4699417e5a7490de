"""What the file system and the machine are asked: folders, locks, writes that are whole or not at all."""

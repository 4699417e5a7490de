"""From mouse, wheel, pen and keys to movements of the view and events of the tool."""

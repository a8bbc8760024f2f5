"""Recording -> samples and speech regions. The door is `stage`."""

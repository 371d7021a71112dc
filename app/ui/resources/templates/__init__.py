"""What email and SMS templates show beside their form: the words filled in for a sample email."""

"""What holds in every city."""

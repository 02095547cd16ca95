"""What is done for a child."""

"""What the city of Beijing decides."""

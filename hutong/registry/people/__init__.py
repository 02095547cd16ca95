"""Children, their families, and what is known of them over time."""

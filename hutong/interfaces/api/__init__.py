"""The REST interface and its schema."""

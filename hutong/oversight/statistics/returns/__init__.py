"""The tables and registers that offices hand in, each computed in one pass from the file."""

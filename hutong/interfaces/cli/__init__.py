"""The command `hutong`."""

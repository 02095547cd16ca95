"""What Beijing pays: one file each."""

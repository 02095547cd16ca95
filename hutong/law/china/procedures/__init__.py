"""The procedures that hold in every city: one file each."""

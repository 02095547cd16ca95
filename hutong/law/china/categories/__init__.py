"""The classes of children that national texts name: one file each."""

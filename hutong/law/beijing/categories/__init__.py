"""The classes of children that Beijing's texts name or define in their own way: one file each."""

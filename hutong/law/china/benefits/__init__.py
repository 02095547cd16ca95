"""Benefits whose sum a national text fixes for every city: one file each; so far there is none."""

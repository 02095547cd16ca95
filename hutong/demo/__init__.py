"""An invented city on the real map, built with the same verbs as a real one."""

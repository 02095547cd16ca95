"""Papers kept in a child's file, and letters written from templates."""

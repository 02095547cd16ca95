"""What is stored under a key: sealed cells, the keys that open them, digests to find them by."""

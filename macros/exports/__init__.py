"""What can be taken away, one format per file. Each has `export(guide, out) -> Path`."""

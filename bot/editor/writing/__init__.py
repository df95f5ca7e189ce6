"""New questions, variants and sources, written into the editors' files with all else untouched."""

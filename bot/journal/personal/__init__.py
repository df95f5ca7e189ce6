"""What in a message points at a person: one module a kind, each marking its places in a Message."""

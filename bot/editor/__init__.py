"""The editors' tools: try every answer, see every fault, know why the bot answers as it does."""

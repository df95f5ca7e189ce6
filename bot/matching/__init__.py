"""From a message to ranked entries, each with a score and the reason for it."""

"""How well the bot does on the editors' own messages, and what a change to the FAQ alters."""

"""What is worth mending in a FAQ that the bot can already use: one rule, one id, one section."""

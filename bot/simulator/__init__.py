"""A strict Telegram Bot API server on loopback. It knows nothing of the bot that talks to it.

    python -m bot.simulator --port 8081 --token 1000000001:…

Then point any bot at `http://127.0.0.1:8081`. In tests, `server.Simulator` is an async context
manager, and `residents` is the people's side of it: they write, tap and read.
"""

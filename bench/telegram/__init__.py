"""What the benches of the Telegram side share: the API as data, and load on a running bot."""

"""Two replicas behind nginx with a shared PostgreSQL, and what happens to them."""

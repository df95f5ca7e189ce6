"""What the pages for editors share: each needs nothing but itself, no script and no request."""

"""Content becomes HTML: once, in a form that knows no page, and then set into its places."""

"""The search page: what was asked, what was found, and in which words that is said."""

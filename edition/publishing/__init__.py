"""Records to the documents of interchange protocols: pure, without Django."""

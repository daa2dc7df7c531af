"""What editors change beside the notes: works, articles' headnotes, topics, claims and tags, each with its versions."""

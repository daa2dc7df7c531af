"""Pictures of what the notes hold: geometry in whole units of an SVG view box; templates draw it."""

"""Creating exactly one instance."""

"""Generated files; see tools/."""

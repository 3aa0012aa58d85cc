"""What the cloud answers, read on demand."""

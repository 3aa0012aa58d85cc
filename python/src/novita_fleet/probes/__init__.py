"""Whether what runs in an instance answers."""

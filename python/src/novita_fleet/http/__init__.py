"""One call, from its options to its answer, as a program."""

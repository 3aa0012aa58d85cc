"""What is built on the resources."""

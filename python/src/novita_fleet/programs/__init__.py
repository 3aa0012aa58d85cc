"""The resources, written once for both drivers."""

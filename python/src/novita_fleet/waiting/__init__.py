"""Waiting for instances."""

"""Retry, breaker, limiter and budget: decisions without I/O, shared by the sync and the async driver."""

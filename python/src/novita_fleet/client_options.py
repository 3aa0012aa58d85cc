"""The options of clients: checked, with their defaults."""

from __future__ import annotations

import logging
import math
import os
import platform
import random as system_random
import re
import ssl
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from .api_key import ApiKey, find_api_key
from .base_url import check_base_url
from .call_ids import CallIds
from .errors.argument import InvalidArgumentError
from .http.headers import check_headers
from .log import LOGGER
from .resilience.clock import Clock, Random
from .resilience.option_checks import check_boolean, check_callable, check_known_options, check_number
from .version import VERSION


class RateLimitOptions(TypedDict, total=False):
    """Of the rate limiter; `max_wait_ms` and `quiet_ms` are milliseconds."""

    requests_per_minute: float
    burst: float
    concurrency: float
    max_queue: float
    max_wait_ms: float
    adaptive: bool
    quiet_ms: float


class CircuitBreakerOptions(TypedDict, total=False):
    """Of the circuit breaker; `open_ms` is milliseconds."""

    failure_threshold: int
    open_ms: float
    success_threshold: int


class ClientOptions(TypedDict, total=False):
    """Options of every client.

    api_key: the key, or a function that gives it (asynchronous for the async client); else from the environment.
    base_url: where the API is.
    env_file: a file such as `.env` to read, with the extra `dotenv`; the real environment wins.
    timeout_ms (30000), deadline_ms (120000), max_retries (3): of each call, in milliseconds.
    max_retry_after_ms (60000): the longest wait asked for by an answer that is waited, in milliseconds.
    rate_limit, circuit_breaker: see there.
    max_response_bytes (16 MiB), catalogue_ttl_ms (5000), compress_above_bytes (never).
    ca: certificates in PEM form, or the path of a file with them; then no others are trusted.
    insecure_tls: trusts every certificate; refused in production.
    user_agent: what stands before ours. headers: sent with every call.
    logger: instead of `logging.getLogger("novita_fleet")`.
    transport: what carries requests, such as RequestsTransport.
    allow_in_event_loop: lets a sync client block a running event loop.
    clock, random, new_id, env: for tests.
    """

    api_key: ApiKey | None
    base_url: str | None
    env_file: str | os.PathLike[str]
    timeout_ms: float
    deadline_ms: float
    max_retries: int
    max_retry_after_ms: float
    rate_limit: RateLimitOptions
    circuit_breaker: CircuitBreakerOptions
    max_response_bytes: int
    catalogue_ttl_ms: float
    compress_above_bytes: float
    ca: str | bytes | os.PathLike[str] | Sequence[str | bytes] | None
    insecure_tls: bool
    user_agent: str | None
    headers: Mapping[str, str]
    logger: logging.Logger | None
    transport: Any
    allow_in_event_loop: bool
    clock: Clock | None
    random: Random | None
    new_id: Callable[[], str] | None
    env: Mapping[str, str]


@dataclass(frozen=True)
class Surface:
    """What differs between the cloud and the fleet server."""

    owner: str
    default_base_url: str
    base_url_variable: str
    api_key_variable: str
    api_key_file_variable: str
    health_path: str
    requests_per_minute: float = 100


NOVITA = Surface(
    owner="NovitaClient",
    default_base_url="https://api.novita.ai",
    base_url_variable="NOVITA_BASE_URL",
    api_key_variable="NOVITA_API_KEY",
    api_key_file_variable="NOVITA_API_KEY_FILE",
    health_path="/gpu-instance/openapi/v1/clusters",
)
FLEET = Surface(
    owner="FleetClient",
    default_base_url="http://127.0.0.1:7070",
    base_url_variable="NOVITA_FLEET_URL",
    api_key_variable="NOVITA_FLEET_API_KEY",
    api_key_file_variable="NOVITA_FLEET_API_KEY_FILE",
    health_path="/readyz",
    requests_per_minute=6_000,
)


@dataclass(frozen=True)
class ResolvedOptions:
    """Options after the checks."""

    api_key: ApiKey
    origin: str
    base_path: str
    limits: tuple[float, float, float]
    max_retry_after_ms: float
    rate_limit: dict[str, Any]
    circuit_breaker: dict[str, Any]
    max_response_bytes: int
    catalogue_ttl_ms: float
    compress_above_bytes: float
    tls: ssl.SSLContext | None
    user_agent: str
    headers: tuple[tuple[str, str], ...]
    logger: logging.Logger
    transport: Any
    allow_in_event_loop: bool | None
    clock: Clock | None
    random: Random
    new_id: Callable[[], str]


def resolve_options(options: Mapping[str, Any], surface: Surface) -> ResolvedOptions:
    """The options with their defaults; raises InvalidArgumentError or MissingApiKeyError."""
    check_known_options(surface.owner, options, ClientOptions.__annotations__)
    rate_limit = options.get("rate_limit") or {}
    breaker = options.get("circuit_breaker") or {}
    check_known_options(surface.owner, rate_limit, RateLimitOptions.__annotations__, "rate_limit.")
    check_known_options(surface.owner, breaker, CircuitBreakerOptions.__annotations__, "circuit_breaker.")
    env = _environment(options)
    base_url = options.get("base_url")
    if base_url is None:
        base_url = env.get(surface.base_url_variable) or surface.default_base_url
    origin, base_path = check_base_url(base_url)
    logger = options.get("logger") or LOGGER
    allow = options.get("allow_in_event_loop")
    return ResolvedOptions(
        api_key=find_api_key(options.get("api_key"), env, surface.api_key_variable, surface.api_key_file_variable),
        origin=origin,
        base_path=base_path,
        limits=resolve_limits(options, (30_000, 120_000, 3)),
        max_retry_after_ms=check_number(
            "max_retry_after_ms", options.get("max_retry_after_ms", 60_000), maximum=math.inf
        ),
        rate_limit={"concurrency": 64, "requests_per_minute": surface.requests_per_minute, **rate_limit},
        circuit_breaker=dict(breaker),
        max_response_bytes=int(
            check_number("max_response_bytes", options.get("max_response_bytes", 16 * 1024 * 1024), minimum=1)
        ),
        catalogue_ttl_ms=check_number("catalogue_ttl_ms", options.get("catalogue_ttl_ms", 5_000)),
        compress_above_bytes=check_number(
            "compress_above_bytes", options.get("compress_above_bytes", math.inf), maximum=math.inf
        ),
        tls=_tls_of(options, env, surface, origin, logger),
        user_agent=_user_agent_of(options.get("user_agent")),
        headers=check_headers(options.get("headers") or {}),
        logger=logger,
        transport=options.get("transport"),
        allow_in_event_loop=None if allow is None else check_boolean("allow_in_event_loop", allow),
        clock=options.get("clock"),
        random=check_callable("random", options.get("random")) or system_random.random,
        new_id=check_callable("new_id", options.get("new_id")) or CallIds().new,
    )


def resolve_limits(options: Mapping[str, Any], defaults: tuple[float, float, float]) -> tuple[float, float, float]:
    """Timeout, deadline and number of retries of a call."""
    timeout, deadline, retries = defaults
    return (
        check_number("timeout_ms", options.get("timeout_ms", timeout), minimum=1, maximum=math.inf),
        check_number("deadline_ms", options.get("deadline_ms", deadline), minimum=1, maximum=math.inf),
        check_number("max_retries", options.get("max_retries", retries), integer=True),
    )


def _environment(options: Mapping[str, Any]) -> Mapping[str, str]:
    env: Mapping[str, str] = options.get("env", os.environ)
    file = options.get("env_file")
    if file is None:
        return env
    try:
        from dotenv import dotenv_values
    except ImportError:
        message = '"env_file" needs python-dotenv: pip install "novita-fleet[dotenv]"'
        raise InvalidArgumentError("env_file", message) from None
    if not Path(file).is_file():
        raise InvalidArgumentError("env_file", f'"env_file" names no file: {os.fspath(file)}')
    read = {name: value for name, value in dotenv_values(file).items() if value is not None}
    return {**read, **env}


_PRODUCTION_VARIABLES = ("NOVITA_FLEET_ENV", "NODE_ENV", "PYTHON_ENV", "APP_ENV", "ENVIRONMENT", "ENV")


def _tls_of(
    options: Mapping[str, Any], env: Mapping[str, str], surface: Surface, origin: str, logger: logging.Logger
) -> ssl.SSLContext | None:
    insecure = check_boolean("insecure_tls", options.get("insecure_tls", False))
    if insecure:
        production = next((name for name in _PRODUCTION_VARIABLES if env.get(name) == "production"), None)
        if production is not None:
            message = f'"insecure_tls" is refused when {production} is production; pass the authority as `ca`'
            raise InvalidArgumentError("insecure_tls", message)
        warning = f"{surface.owner}: `insecure_tls` is on; whoever is on the way can read the API key"
        logger.warning(warning)
        warnings.warn(warning, RuntimeWarning, stacklevel=5)
    if origin.startswith("http://"):
        return None
    context = _context_of(options.get("ca"))
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _context_of(ca: Any) -> ssl.SSLContext:
    if ca is None:
        return ssl.create_default_context()
    parts = list(ca) if isinstance(ca, (list, tuple)) else [ca]
    try:
        texts = [_pem_of(part) for part in parts]
        return ssl.create_default_context(cadata="\n".join(texts))
    except (OSError, ValueError, TypeError, UnicodeDecodeError) as error:
        message = '"ca" must be certificates in PEM form, the path of a file with them, or a list of either'
        raise InvalidArgumentError("ca", message) from error


def _pem_of(part: Any) -> str:
    if isinstance(part, bytes):
        return part.decode("ascii")
    if isinstance(part, str) and "-----BEGIN" in part:
        return part
    return Path(part).read_text("ascii")


def _user_agent_of(prefix: Any) -> str:
    python = f"{platform.python_implementation().lower()} {platform.python_version()}"
    own = f"novita-fleet/{VERSION} ({python}; {platform.system().lower()} {platform.machine()})"
    if prefix is None:
        return own
    if not isinstance(prefix, str) or re.fullmatch(r"[\x20-\x7e]+", prefix) is None:
        raise InvalidArgumentError("user_agent", '"user_agent" must be visible ASCII text')
    return f"{prefix} {own}"

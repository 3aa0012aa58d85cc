"""Where the API key comes from: an argument, a function, the environment, or a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .errors.argument import InvalidArgumentError
from .errors.call import MissingApiKeyError

ApiKey = str | Callable[[], Any]
_KEY = re.compile(r"[\x21-\x7e]+")


def find_api_key(option: Any, env: Mapping[str, str], variable: str, file_variable: str) -> ApiKey:
    """The key, or the function that gives it for each attempt."""
    if callable(option):
        return option  # type: ignore[no-any-return]
    if option is not None:
        return check_api_key(option)
    if env.get(variable):
        return check_api_key(env[variable], variable)
    file = env.get(file_variable)
    if file:
        try:
            text = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            message = f"The file named by {file_variable} cannot be read"
            raise InvalidArgumentError(file_variable, message) from error
        return check_api_key(text, file_variable)
    raise MissingApiKeyError(f"No API key: pass `api_key`, or set {variable} or {file_variable}")


def check_api_key(key: Any, source: str = "api_key") -> str:
    """A key that can be sent; no message shows it."""
    if not isinstance(key, str):
        raise InvalidArgumentError(source, f'"{source}" must be text, got {type(key).__name__}')
    if key == "":
        raise MissingApiKeyError(f'"{source}" is empty')
    if _KEY.fullmatch(key) is None:
        what = "a line break" if re.search(r"[\r\n]", key) else "a character other than visible ASCII"
        raise InvalidArgumentError(source, f'"{source}" contains {what}; check that it was copied alone')
    return key

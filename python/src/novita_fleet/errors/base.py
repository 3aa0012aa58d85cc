"""What every error of this package has in common."""

from __future__ import annotations

from typing import Any


class NovitaError(Exception):
    """The base of every error that this package raises. `code` is stable, the message is not.

    Errors can be pickled and copied, and hold no secret.

    Example:
        try:
            api.instances.get("i-1")
        except NovitaError as error:
            print(error.code, error.to_dict())
    """

    code: str = "api_error"

    def __init__(self, message: str, **fields: Any) -> None:
        super().__init__(message)
        self.message = message
        for name, value in fields.items():
            setattr(self, name, value)

    def to_dict(self) -> dict[str, Any]:
        """The error as plain data that is safe to log, under the names that the TypeScript client uses for JSON."""
        return {"name": type(self).__name__, "code": self.code, "message": self.message, **self._details()}

    def _details(self) -> dict[str, Any]:
        return {}

    def __reduce__(self) -> tuple[Any, ...]:
        cause = self.__cause__ if isinstance(self.__cause__, NovitaError) else None
        return _restore, (type(self), self.message, dict(self.__dict__), cause)


def _restore(kind: type[NovitaError], message: str, fields: dict[str, Any], cause: NovitaError | None) -> NovitaError:
    error = kind.__new__(kind, message)
    error.args = (message,)
    error.__dict__.update(fields)
    error.__cause__ = cause
    return error


def caused(error: BaseException, cause: BaseException | None) -> BaseException:
    """The error with its cause, as `raise ... from` would set it."""
    error.__cause__ = cause
    return error

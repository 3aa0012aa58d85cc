"""Models are views of what the cloud sent: fields are read when asked for, and what is unknown stays in `raw`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar, overload

from ..money import Money, parse_money
from .loose_values import (
    Raw,
    read_boolean,
    read_number,
    read_numbers,
    read_object,
    read_objects,
    read_text,
    read_texts,
    read_time,
)

T = TypeVar("T")
M = TypeVar("M", bound="Model")
Number = float | int


class Field(Generic[T]):
    """One field of a model, read from its raw form. A hidden one is no part of `repr` and `to_dict`."""

    def __init__(self, read: Callable[[Raw], T], hidden: bool = False) -> None:
        self.read = read
        self.hidden = hidden
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Field[T]: ...
    @overload
    def __get__(self, instance: Model, owner: type) -> T: ...
    def __get__(self, instance: Model | None, owner: type) -> Field[T] | T:
        return self if instance is None else self.read(instance.raw)

    def __set__(self, instance: Model, value: Any) -> None:
        raise AttributeError(f"{type(instance).__name__}.{self.name} cannot be set: it is what the cloud told")


class Model:
    """What the cloud told of one thing. `raw` is all of it and may hold secrets; `repr` and `to_dict` show none."""

    __slots__ = ("raw",)
    raw: Raw

    def __init__(self, raw: Any) -> None:
        object.__setattr__(self, "raw", read_object(raw))

    def to_dict(self) -> dict[str, Any]:
        """The fields that are safe to show."""
        return {name: _plain(getattr(self, name)) for name in self._shown()}

    @classmethod
    def _shown(cls) -> list[str]:
        fields = [(name, part) for base in reversed(cls.__mro__) for name, part in vars(base).items()]
        return [name for name, part in fields if isinstance(part, Field) and not part.hidden]

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown())
        return f"{type(self).__name__}({told})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and type(self) is type(other) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(type(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self.raw),)


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_dict()
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def text(name: str, *others: str, hidden: bool = False) -> Field[str | None]:
    """Text under the first of the names that holds any."""

    def read(raw: Raw) -> str | None:
        for each in (name, *others):
            found = read_text(raw.get(each))
            if found is not None:
                return found
        return None

    return Field(read, hidden)


def needed(name: str, *others: str) -> Field[str]:
    """Text, or an empty one."""
    inner = text(name, *others)
    return Field(lambda raw: inner.read(raw) or "")


def number(name: str) -> Field[Number | None]:
    """A number."""
    return Field(lambda raw: read_number(raw.get(name)))


def flag(name: str) -> Field[bool]:
    """True, or false when the cloud does not say."""
    return Field(lambda raw: read_boolean(raw.get(name)) or False)


def boolean(name: str) -> Field[bool | None]:
    """True, false, or None when the cloud does not say."""
    return Field(lambda raw: read_boolean(raw.get(name)))


def time(name: str, *others: str) -> Field[datetime | None]:
    """A time, from seconds since 1970."""

    def read(raw: Raw) -> datetime | None:
        for each in (name, *others):
            found = read_time(raw.get(each))
            if found is not None:
                return found
        return None

    return Field(read)


def money(name: str, scale: int) -> Field[Money | None]:
    """Money in units of 1/10**scale USD."""
    return Field(lambda raw: parse_money(raw.get(name), scale))


def texts(name: str) -> Field[list[str]]:
    """A list of texts."""
    return Field(lambda raw: read_texts(raw.get(name)))


def numbers(name: str) -> Field[list[Number]]:
    """A list of numbers."""
    return Field(lambda raw: read_numbers(raw.get(name)))


def one(name: str, model: Callable[[Any], M]) -> Field[M]:
    """A part that is always there, perhaps without anything known of it."""
    return Field(lambda raw: model(raw.get(name)))


def many(name: str, model: Callable[[Any], M], hidden: bool = False) -> Field[list[M]]:
    """A list of parts."""
    return Field(lambda raw: [model(item) for item in read_objects(raw.get(name))], hidden)

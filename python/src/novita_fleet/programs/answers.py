"""What answers to create, get and delete calls say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ..errors.api import NotFoundError
from ..errors.argument import InvalidArgumentError
from ..errors.base import NovitaError
from ..errors.call import DecodeError
from ..models.loose_values import read_text
from ..program import Program


class Named(Protocol):
    """What has an id, which is empty when the answer did not tell it."""

    # Text; pyright would compare the field itself with it, not what the field reads.
    @property
    def id(self) -> Any:
        """Its own in the cloud."""
        ...


Item = TypeVar("Item", bound=Named)


@dataclass(frozen=True)
class NewId:
    """The id of what was created."""

    id: str


def check_id(id: Any, what: str) -> str:
    """The id, when it can be one."""
    if isinstance(id, str) and id not in ("", ".", ".."):
        return id
    article = "an" if what[0] in "aeiou" else "a"
    raise InvalidArgumentError("id", f'"id" must be the id of {article} {what}')


def read_new_id(value: Any, what: str) -> NewId:
    """The id in an answer; without one what was created may exist all the same."""
    id = read_text(value)
    if id is None:
        raise DecodeError(f"The answer to the create call carries no id; the {what} may exist", 200)
    return NewId(id)


def check_found(item: Item, what: str) -> Item:
    """The item, when the answer held one."""
    if item.id == "":
        raise DecodeError(f"The answer to the get call carries no {what}", 200)
    return item


def settle_deletion(call: Program[Any]) -> Program[None]:
    """What a second attempt no longer finds was deleted by the first one."""
    try:
        yield from call
    except NotFoundError as error:
        if error.attempts <= 1:
            raise


def create_and_find(
    candidates: Callable[[], Program[Sequence[Item]]],
    create: Callable[[], Program[Any]],
    read: Callable[[Any], Item] | None = None,
) -> Program[Item | None]:
    """Creates something whose id the answer may not tell, and finds it by what is new; None when that is not clear."""
    listed = yield from candidates()
    before = {item.id for item in listed}
    answer = yield from create()
    if read is not None:
        told = read(answer)
        if told.id != "":
            return told
    try:
        listed = yield from candidates()
    except NovitaError:
        return None
    fresh = [item for item in listed if item.id != "" and item.id not in before]
    return fresh[0] if len(fresh) == 1 else None

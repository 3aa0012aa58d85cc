"""Lists of the cloud, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from ..errors.api import BadRequestError, NotFoundError
from ..errors.call import DecodeError
from ..models.loose_values import read_boolean, read_number, read_object, read_objects, read_text
from ..program import Emit, Iteration, Program
from .answers import Named

Item = TypeVar("Item")
NamedItem = TypeVar("NamedItem", bound=Named)
PAGE_SIZE = 100
PageBase = Literal["unknown", 0, 1]
_MAX_IDLE_PAGES = 10


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page; `total` counts the items of all pages, when the cloud says so."""

    items: Sequence[Item]
    total: float | None


@dataclass(frozen=True)
class CursorPage(Generic[Item]):
    """One page of v2; `next_cursor` is for the next one."""

    items: Sequence[Item]
    next_cursor: str | None
    has_more: bool


def read_page(answer: Any, key: str, item_of: Callable[[Any], Item]) -> Page[Item]:
    """The items under a key."""
    body = read_object(answer)
    listed = body.get(key)
    total = read_number(body.get("total"))
    # Some servers write an empty list as null, or leave it out beside a total of 0.
    is_null = key in body and listed is None and total is None
    if not (isinstance(listed, list) or total == 0 or is_null):
        raise DecodeError(f"The answer to the list call carries no `{key}`", 200)
    return Page([item_of(each) for each in read_objects(listed)], total)


def read_data(answer: Any, what: str, item_of: Callable[[Any], Item]) -> Sequence[Item]:
    """The items of a list of v2."""
    body = read_object(answer)
    listed = body.get("data")
    # An empty list is null in the JSON of some servers.
    if isinstance(listed, list) or ("data" in body and listed is None):
        return [item_of(each) for each in read_objects(listed)]
    raise DecodeError(f"The list of {what} carries no `data`", 200)


def read_cursor_page(answer: Any, what: str, item_of: Callable[[Any], Item]) -> CursorPage[Item]:
    """A page of v2."""
    items = read_data(answer, what, item_of)
    body = read_object(answer)
    cursor = read_text(body.get("next_cursor"))
    told = read_boolean(body.get("has_more"))
    has_more = cursor is not None if told is None else told
    return CursorPage(items, cursor if has_more else None, has_more)


class PagedList:
    """Remembers whether a list counts its pages from 0 or from 1, once that is known."""

    def __init__(self, base: PageBase = "unknown") -> None:
        self.base: PageBase = base

    def walk(
        self,
        read: Callable[[int], Program[Page[Item]]],
        id_of: Callable[[Item], str] = lambda item: item.id,  # type: ignore[attr-defined]
    ) -> Iteration[Item]:
        """Emits every item of every page once."""
        return list_everything(read, id_of, self.base, self._learn)

    def walk_pages(self, read: Callable[[int], Program[Page[NamedItem]]]) -> Iteration[Sequence[NamedItem]]:
        """Emits of each page the items that no page before it had."""
        return _walk(read, lambda item: item.id, self.base, self._learn, lambda fresh: [Emit(fresh)] if fresh else [])

    def _learn(self, base: PageBase) -> None:
        self.base = base


def list_everything(
    read: Callable[[int], Program[Page[Item]]],
    id_of: Callable[[Item], str],
    base: PageBase,
    learn: Callable[[PageBase], None],
) -> Iteration[Item]:
    """Emits every item once, wherever the pages begin, also when the list changes meanwhile."""
    return _walk(read, id_of, base, learn, lambda fresh: [Emit(item) for item in fresh])


def _walk(
    read: Callable[[int], Program[Page[Item]]],
    id_of: Callable[[Item], str],
    base: PageBase,
    learn: Callable[[PageBase], None],
    emit: Callable[[Sequence[Item]], Sequence[Emit]],
) -> Iteration[Any]:
    seen: set[str] = set()
    largest: float | None = None
    number = 0 if base == 0 else 1
    while True:
        page = yield from read(number)
        fresh = [item for item in page.items if _is_new(id_of(item), seen)]
        yield from emit(fresh)
        # Items without an id cannot be told from others; a page of nothing else would be read without end.
        has_news = any(id_of(item) != "" for item in fresh)
        if page.total is not None:
            largest = page.total if largest is None else max(page.total, largest)
        if not has_news or (page.total is not None and len(seen) >= page.total):
            break
        number += 1
    if base != "unknown":
        return
    if largest is not None and len(seen) >= largest:
        if seen:
            learn(1)
        return
    zeroth = yield from _read_page_zero(read)
    fresh = [item for item in zeroth if _is_new(id_of(item), seen)]
    yield from emit(fresh)
    # A page 0 that repeats page 1, with perhaps an item created since, is another name of page 1.
    if len(fresh) == len(zeroth) and any(id_of(item) != "" for item in fresh):
        learn(0)
    elif seen:
        learn(1)


def _read_page_zero(read: Callable[[int], Program[Page[Item]]]) -> Program[Sequence[Item]]:
    try:
        page = yield from read(0)
    except (BadRequestError, NotFoundError):
        return []
    return page.items


def _is_new(id: str, seen: set[str]) -> bool:
    if id in seen:
        return False
    if id != "":
        seen.add(id)
    return True


def list_by_cursor(read: Callable[[dict[str, str]], Program[CursorPage[NamedItem]]]) -> Iteration[NamedItem]:
    """Emits every item of every page once, following cursors."""
    seen: set[str] = set()
    followed: set[str] = set()
    idle_pages = 0
    place: dict[str, str] = {}
    while True:
        page = yield from read(place)
        idle_pages += 1
        for item in page.items:
            id: str = item.id
            # Items without an id cannot be told from others and count as new.
            if id != "" and id in seen:
                continue
            seen.add(id)
            idle_pages = 0
            yield Emit(item)
        if not page.has_more:
            return
        if page.next_cursor is None:
            raise DecodeError("The list says that there is more and gives no cursor", 200)
        if page.next_cursor in followed:
            return
        if idle_pages == _MAX_IDLE_PAGES:
            message = f"The list has no end: {_MAX_IDLE_PAGES} pages in a row brought nothing new"
            raise DecodeError(message, 200)
        followed.add(page.next_cursor)
        place = {"cursor": page.next_cursor}

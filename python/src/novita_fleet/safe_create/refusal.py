"""Whether a refusal of a create call is about the product or the place."""

from __future__ import annotations

import re

from ..errors.api import ApiError, BadRequestError, InsufficientResourceError, NotFoundError

_ABOUT_THE_CANDIDATE = {
    "CLUSTER_STATUS",
    "NODE_STATUS",
    "UNSUPPORTED_BILLING_MODE",
    "CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT",
}
_SHARED = re.compile("image|network|storage|template|auth|credential", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:product|cluster)(?:Id)?\b", re.IGNORECASE | re.ASCII)


def is_about_candidate(error: BaseException) -> bool:
    """Whether another candidate may be accepted although this one was refused."""
    if isinstance(error, InsufficientResourceError):
        return True
    if not isinstance(error, ApiError):
        return False
    if (error.reason or "").upper() in _ABOUT_THE_CANDIDATE:
        return True
    text = f"{error.reason or ''} {error.detail or ''}"
    # What all candidates have in common would be missing for the next one, too.
    if isinstance(error, NotFoundError):
        return _SHARED.search(text) is None
    return isinstance(error, BadRequestError) and _PLACE.search(text) is not None

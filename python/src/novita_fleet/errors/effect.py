"""Whether a failed call may have done something all the same."""

from __future__ import annotations

from .api import ApiError
from .base import NovitaError
from .call import AbortedError, AttemptTimeoutError, ConnectionError, DeadlineExceededError, DecodeError


def may_have_taken_effect(error: BaseException) -> bool:
    """Whether a call that ended with this error may have taken effect, so that it must not simply be sent again.

    Only a clear refusal (4xx other than 408 and 425) and what was never sent are surely without effect.
    """
    # An answer that cannot be read is clear all the same when its status is.
    if isinstance(error, (ApiError, DecodeError)):
        return not (400 <= error.status < 500 and error.status not in (408, 425))
    if isinstance(error, (ConnectionError, AttemptTimeoutError, AbortedError, DeadlineExceededError)):
        return error.request_sent
    return not isinstance(error, NovitaError)

"""One wait among those of a service."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Protocol

from ..errors.argument import InvalidArgumentError
from ..errors.call import AbortedError
from ..errors.workflow import InstanceFailedError, SeenStatus, WaitErrorDetails, WaitTimeoutError
from ..models.instance import Instance
from ..probes.instance_probe import InstanceProbe, attempt_of, interval_of, probe_address
from ..probes.probe import ProbeResult
from ..program import Probe, Program
from ..redaction import redact_text
from ..resilience.clock import Clock, Random
from .decide_wait import begin_wait, deadline_of, decide_wait
from .wait_options import LookFailed, PhaseChange, ProbeTried, ResolvedWait, WaitProgress
from .wait_state import Absent, EndedWait, OpenWait, Probed, Seen, Tick, WaitObservation, WaitState

_FIRST_LOOK_MS = 1_000
_JITTER = 0.25
_LAST_LOOK_MS = 2_000
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class WaitEnd:
    """How a wait ended: reached, failed or timeout."""

    kind: str
    at: datetime
    instance: Instance | None
    error: Exception | None = None


class WaitHost(Protocol):
    """What a wait needs of those that wait beside it."""

    clock: Clock
    random: Random

    def run_probe(self, program: Program[None]) -> None:
        """Runs the program when there is room."""
        ...

    def moved(self, wait: Wait) -> None:
        """The wait may want to be woken at another time."""
        ...

    def ended(self, wait: Wait) -> None:
        """The wait is over."""
        ...


def look_delay_ms(looks: int, max_poll_ms: float, random: Random) -> float:
    """Milliseconds until the next look, longer each time."""
    longest: float = min(_FIRST_LOOK_MS * 2 ** min(looks, 30), max_poll_ms)
    return math.ceil(longest * (1 - _JITTER * random()))


class Wait:
    """Hands observations to the decision and tells what comes of it. Its host holds a lock around every call."""

    def __init__(self, id: str, settings: ResolvedWait, host: WaitHost, on_end: Callable[[WaitEnd], None]) -> None:
        now = host.clock.monotonic()
        self.id = id
        self.look_at = now
        self._settings = settings
        self._host = host
        self._on_end = on_end
        self._epoch = host.clock.now() - now
        self._state: WaitState = begin_wait(settings.rules, now)
        self._instance: Instance | None = None
        self._with_ports: Instance | None = None
        self._looks = 0
        self._next_probe_at = -math.inf
        self._is_probing = False
        self.is_over = False

    @property
    def wants(self) -> str:
        """What the next look should be: any, list or id."""
        return self._state.wants if isinstance(self._state, OpenWait) else "any"

    @property
    def wake_at(self) -> float:
        """When the wait has something to do without a look."""
        if not isinstance(self._state, OpenWait):
            return math.inf
        return min(deadline_of(self._state), self._probe_due_at(self._state))

    def seen(self, instance: Instance, by: str, began: float) -> None:
        """A look shows the instance."""
        if not isinstance(self._state, OpenWait):
            return
        self._instance = instance
        if any(port.endpoint is not None for port in instance.ports):
            self._with_ports = instance
        known = self._address_of(self._state.probes_passed) is not None
        reclaimed = instance.spot_status in ("reclaiming", "terminated") or instance.spot_reclaim_time is not None
        self._observe(Seen(by, began, instance.status, _error_of(instance), reclaimed, known))  # type: ignore[arg-type]

    def absent(self, by: str, began: float) -> None:
        """A look does not know the instance."""
        self._observe(Absent(by, began))  # type: ignore[arg-type]

    def look_failed(self, error: Exception) -> None:
        """The cloud could not be asked."""
        self._tell(LookFailed(error, self._date(self._now)))

    def pace(self) -> None:
        """Sets when to look again."""
        if not isinstance(self._state, OpenWait):
            return
        after = self._now + look_delay_ms(self._looks, self._settings.max_poll_ms, self._host.random)
        self._looks += 1
        last = deadline_of(self._state) - _LAST_LOOK_MS
        self.look_at = min(after, last) if last > self._now else after

    def wake(self) -> None:
        """Time has passed."""
        self._observe(Tick())

    def abort(self) -> None:
        """The caller gives up."""
        self.fail(AbortedError(False))

    def fail(self, error: Exception) -> None:
        """Ends the wait with an error."""
        self._end(WaitEnd("failed", self._date(self._now), self._instance, error))

    def stop(self) -> None:
        """Ends the wait without telling."""
        if not self.is_over:
            self.is_over = True
            self._host.ended(self)

    @property
    def _now(self) -> float:
        return self._host.clock.monotonic()

    def _date(self, at: float) -> datetime:
        return _EPOCH + timedelta(milliseconds=self._epoch + at)

    def _observe(self, observation: WaitObservation) -> None:
        before = self._state
        if self.is_over or not isinstance(before, OpenWait):
            return
        after = decide_wait(before, observation, self._now)
        self._state = after
        if after.history is not before.history:
            self._looks = 0
        if isinstance(after, EndedWait):
            self._finish(after)
            return
        is_first = not before.history and bool(after.history)
        if after.phase != before.phase or is_first:
            self._tell_phase(after)
        # Whoever was told of the phase may have ended the wait.
        if not self.is_over:
            self._try_probe(after)
            self._host.moved(self)

    def _address_of(self, number: int) -> str | None:
        probes = self._settings.probes
        if number >= len(probes) or self._with_ports is None:
            return None
        return probe_address(probes[number], self._with_ports)

    def _probe_due_at(self, state: OpenWait) -> float:
        can_try = state.phase == "probing" and not self._is_probing
        return self._next_probe_at if can_try and self._address_of(state.probes_passed) is not None else math.inf

    def _try_probe(self, state: OpenWait) -> None:
        if self._probe_due_at(state) > self._now:
            return
        number = state.probes_passed
        address = self._address_of(number)
        if address is None:
            return
        self._is_probing = True
        self._host.run_probe(self._probe(self._settings.probes[number], number, address, state))

    def _probe(self, probe: InstanceProbe, number: int, address: str, state: OpenWait) -> Program[None]:
        if self.is_over:
            return
        try:
            result: ProbeResult = yield Probe(attempt_of(probe, address))
        except InvalidArgumentError:
            result = ProbeResult(False, "the cloud shows an address that cannot be read")
        self._probed(probe, number, state, result)

    def _probed(self, probe: InstanceProbe, number: int, before: OpenWait, result: ProbeResult) -> None:
        self._is_probing = False
        self._next_probe_at = -math.inf if result.passed else self._now + interval_of(probe)
        self._tell(ProbeTried(probe, result.passed, result.detail, self._date(self._now)))
        # It tells of the instance as it was then; one that has restarted since is to be probed anew.
        is_same = isinstance(self._state, OpenWait) and self._state.timed == before.timed
        self._observe(Probed(number, result.passed, result.detail) if is_same else Tick())

    def _tell_phase(self, state: OpenWait) -> None:
        if state.history and self._instance is not None:
            status = state.history[-1].status
            self._tell(PhaseChange(state.phase, status, self._date(self._now), self._instance))

    def _tell(self, progress: WaitProgress) -> None:
        if self.is_over or self._settings.on_progress is None:
            return
        try:
            self._settings.on_progress(progress)
        except Exception as error:
            # Others wait beside this one; it alone must end.
            self.fail(error)

    def _finish(self, state: EndedWait) -> None:
        at = self._date(self._now)
        history = tuple(SeenStatus(each.status, each.phase, self._date(each.at)) for each in state.history)
        details = WaitErrorDetails(self.id, state.rules.until, state.phase, history)
        if state.kind == "reached":
            instance = self._instance or Instance({"id": self.id, "status": "removed"})
            self._end(WaitEnd("reached", at, instance))
        elif state.kind == "failed":
            error: Exception = InstanceFailedError(details, state.reason, state.message)
            self._end(WaitEnd("failed", at, self._instance, error))
        else:
            error = WaitTimeoutError(details, state.limit, state.limit_ms, state.probe_detail)
            self._end(WaitEnd("timeout", at, self._instance, error))

    def _end(self, end: WaitEnd) -> None:
        if self.is_over:
            return
        self.stop()
        self._on_end(end)


def _error_of(instance: Instance) -> str | None:
    error = instance.status_error
    texts = [] if error is None else [text for text in (error.state, error.message) if text is not None]
    return redact_text(": ".join(texts)) if texts else None

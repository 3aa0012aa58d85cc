"""Waiting for an instance, as a pure decision: a state, an observation and the time give the next state."""

from __future__ import annotations

import math
from dataclasses import replace

from .cloud_phase import cloud_phase
from .wait_state import (
    Absent,
    EndedWait,
    OpenWait,
    Probed,
    Seen,
    StatusEntry,
    Suspicion,
    WaitObservation,
    WaitRules,
    WaitState,
)


def begin_wait(rules: WaitRules, now: float) -> OpenWait:
    """The state of a wait that begins now."""
    return OpenWait(rules, now, timed=("queuedMs", now) if _goes_up(rules) else None)


def decide_wait(state: WaitState, observation: WaitObservation, now: float) -> WaitState:
    """The next state; one that has ended is never left."""
    if isinstance(state, EndedWait):
        return state
    after = _observe(state, observation, now)
    return _judge_time(after, now) if isinstance(after, OpenWait) else after


def deadline_of(state: OpenWait) -> float:
    """The next deadline; infinite for never."""
    phase_at = math.inf
    if state.timed is not None:
        name, since = state.timed
        phase_at = since + state.rules.phase_deadlines[name]
    return min(state.started_at + state.rules.timeout_ms, phase_at)


def _observe(state: OpenWait, observation: WaitObservation, now: float) -> WaitState:
    if isinstance(observation, Seen):
        return _seen(state, observation, now)
    if isinstance(observation, Absent):
        return _absent(state, observation)
    if isinstance(observation, Probed):
        return _probed(state, observation)
    return state


def _seen(before: OpenWait, look: Seen, now: float) -> WaitState:
    phase = cloud_phase(look.status)
    state = _move(before, phase, look.status, now)
    if _is_reached(state, phase):
        return _end(state, "reached")
    failure = _failure_of(state.rules, phase, look)
    if failure is None:
        needs_address = state.phase == "probing" and not look.address_known
        return replace(state, suspect=None, wants="id" if needs_address else "any")
    reason, message = failure
    since = look.began if state.suspect is None else state.suspect.since
    if look.by == "id" or look.began - since >= state.rules.confirm_ms:
        return _end(state, "failed", reason=reason, message=message)
    return replace(state, suspect=Suspicion(reason, message, since), wants="id")


def _move(before: OpenWait, phase: str, status: str, now: float) -> OpenWait:
    is_new = not before.history or before.history[-1].status != status
    history = (*before.history, StatusEntry(status, phase, now)) if is_new else before.history
    state = replace(before, history=history, missing_list=None, missing_id=None)
    if phase == "unknown":
        return state
    is_probing = phase == "running" and before.rules.until == "ready" and before.rules.probes > 0
    shown = "probing" if is_probing else phase
    timed = before.timed
    if _goes_up(before.rules):
        name = _deadline_name_of(shown)
        if timed is None or timed[0] != name:
            timed = (name, now)
    if is_probing:
        return replace(state, phase=shown, timed=timed)
    return replace(state, phase=shown, timed=timed, probes_passed=0, probe_detail=None)


def _deadline_name_of(phase: str) -> str:
    return {"queued": "queuedMs", "pulling": "pullingMs", "probing": "probingMs"}.get(phase, "startingMs")


def _is_reached(state: OpenWait, phase: str) -> bool:
    until = state.rules.until
    if until == "running":
        return phase == "running"
    if until == "ready":
        return phase == "running" and state.probes_passed >= state.rules.probes
    return phase == ("exited" if until == "stopped" else "removed")


def _failure_of(rules: WaitRules, phase: str, look: Seen) -> tuple[str, str] | None:
    if rules.until == "deleted":
        return None
    if phase in ("removing", "removed"):
        return "removed", "The instance was deleted."
    if rules.until == "stopped":
        return None
    if look.reclaimed and phase in ("stopping", "exited"):
        return "reclaimed", "The cloud took the spot instance back."
    if look.error is not None and phase != "running":
        return "status_error", f"The cloud reports an error: {look.error}"
    return ("exited", "The instance has exited.") if phase == "exited" else None


def _absent(before: OpenWait, look: Absent) -> WaitState:
    rules, is_list = before.rules, look.by == "list"
    own = before.missing_list if is_list else before.missing_id
    since = look.began if own is None else own
    state = replace(before, missing_list=since) if is_list else replace(before, missing_id=since)
    other = state.missing_id if is_list else state.missing_list
    is_missed = other is not None or look.began - since >= rules.confirm_ms
    # A new instance may be in no list yet.
    may_come = not state.history and rules.until != "deleted" and look.began - state.started_at < rules.confirm_ms
    if is_missed and not may_come:
        if rules.until == "deleted":
            return _end(state, "reached")
        if before.suspect is not None and before.suspect.reason == "removed":
            return _end(state, "failed", reason="removed", message=before.suspect.message)
        message = "The cloud no longer has the instance, at two looks."
        return _end(state, "failed", reason="vanished", message=message)
    if other is not None:
        return replace(state, wants="any")
    return replace(state, wants="id" if is_list else "list")


def _probed(state: OpenWait, result: Probed) -> WaitState:
    if state.phase != "probing" or result.probe != state.probes_passed:
        return state
    passed = state.probes_passed + (1 if result.passed else 0)
    after = replace(state, probes_passed=passed, probe_detail=result.detail)
    return _end(after, "reached") if passed >= state.rules.probes else after


def _judge_time(state: OpenWait, now: float) -> WaitState:
    if now < deadline_of(state):
        return state
    rules = state.rules
    is_over = now >= state.started_at + rules.timeout_ms
    limit = "timeoutMs" if is_over or state.timed is None else state.timed[0]
    limit_ms = rules.timeout_ms if limit == "timeoutMs" else rules.phase_deadlines[limit]
    return _end(state, "timeout", limit=limit, limit_ms=limit_ms)


def _goes_up(rules: WaitRules) -> bool:
    return rules.until in ("running", "ready")


def _end(
    state: OpenWait, kind: str, *, reason: str = "", message: str = "", limit: str = "", limit_ms: float = 0
) -> EndedWait:
    facts = (state.rules, state.started_at, state.phase, state.history)
    return EndedWait(*facts, kind, reason, message, limit, limit_ms, state.probe_detail)  # type: ignore[arg-type]

import { useMemo } from 'react';
import type { FleetEvent, Instance } from '../api/schemas.js';
import { formatDuration } from '../time/format-duration.js';
import { At } from '../time/times.js';
import { useNow } from '../time/use-now.js';
import { Mark, type Tone } from '../ui/badge.js';
import { nameOfStatus, toneOfStatus } from '../ui/status.js';
import { isEnd, lengthOf, phasesOf, type Phase } from './phases.js';

interface TimelineProps {
  readonly instance: Instance;
  readonly events: readonly FleetEvent[];
}

/** The phases of an instance with their lengths; the present one ticks. */
export function Timeline({ instance, events }: TimelineProps) {
  const phases = useMemo(() => phasesOf(instance, events), [instance, events]);
  // The present phase would make all others invisible in time.
  const longest = Math.max(1, ...phases.filter(({ to }) => to !== null).map((phase) => lengthOf(phase, 0)));
  return (
    <ol className="timeline">
      {phases.map((phase) => (
        <li key={`${phase.status}-${phase.from}`} aria-current={phase.to === null ? 'step' : undefined}>
          <Mark tone={markOf(phase)} />
          <span className="timeline-name">{nameOfStatus(phase.status)}</span>
          <span className="timeline-at muted">
            <At at={new Date(phase.from).toISOString()} />
          </span>
          <span className="timeline-bar" aria-hidden="true">
            {phase.to !== null && (
              <span
                className={`tone-${toneOfStatus(phase.status)}`}
                style={{ width: `${Math.max(1, (100 * lengthOf(phase, 0)) / longest)}%` }}
              />
            )}
          </span>
          <span className="timeline-length nums">
            {phase.to !== null ? (
              precise(lengthOf(phase, 0))
            ) : isEnd(phase.status) ? (
              <span className="muted">the end</span>
            ) : (
              <Lasting phase={phase} />
            )}
          </span>
          {phase.cause !== null && <span className="timeline-cause">{phase.cause.message}</span>}
        </li>
      ))}
    </ol>
  );
}

function Lasting({ phase }: { readonly phase: Phase }) {
  return <>{formatDuration(lengthOf(phase, useNow()))}</>;
}

/** What is over no longer turns. */
function markOf({ status, to }: Phase): Tone {
  const tone = toneOfStatus(status);
  return to !== null && tone === 'busy' ? 'quiet' : tone;
}

/** Short phases need the tenths of a second. */
function precise(ms: number): string {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)}s` : formatDuration(ms);
}

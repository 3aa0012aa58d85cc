import { useState } from 'react';
import type { FleetEvent } from '../api/schemas.js';
import { At } from '../time/times.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { describeEvent } from './describe-event.js';

/** Events that are shown before more are asked for. */
const FEW = 12;

/** What happened, the newest first. */
export function EventList({ events }: { readonly events: readonly FleetEvent[] }) {
  const [isAll, setIsAll] = useState(false);
  if (events.length === 0) return <EmptyState title="No events yet" />;
  const newest = [...events].reverse();
  const shown = isAll ? newest : newest.slice(0, FEW);
  return (
    <>
      <ol className="event-list" aria-live="polite">
        {shown.map((event) => (
          <li key={event.id}>
            <span className="event-at muted">
              <At at={event.timestamp} />
            </span>
            <span className="event-type mono">{event.type.replace('instance.', '')}</span>
            <span className="event-words">{describeEvent(event)}</span>
          </li>
        ))}
      </ol>
      {newest.length > shown.length && (
        <Button isSmall variant="ghost" onClick={() => setIsAll(true)}>
          Show all {newest.length}
        </Button>
      )}
    </>
  );
}

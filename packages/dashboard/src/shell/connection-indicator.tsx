import { Badge, type Tone } from '../ui/badge.js';
import { useConnection } from '../live/use-fleet.js';
import type { Connection } from '../live/event-connection.js';

const SHOWN: Readonly<Record<Connection, readonly [Tone, string, string]>> = {
  connecting: ['busy', 'Connecting', 'What you see is being brought up to date.'],
  live: ['good', 'Live', 'What you see changes as it happens.'],
  reconnecting: ['warn', 'Reconnecting', 'The connection to the server was lost. What you see may be out of date.'],
};

/** Whether what is seen is up to date. */
export function ConnectionIndicator() {
  const [tone, word, meaning] = SHOWN[useConnection()];
  return (
    <span className="connection" role="status" title={meaning}>
      <Badge tone={tone}>{word}</Badge>
    </span>
  );
}

import { useEffect, useState } from 'react';
import { Button } from '../ui/button.js';
import { Segments } from '../ui/segments.js';
import { isEverything, type DeliveryFilter } from './delivery-filter.js';
import { EVENT_TYPES } from './event-types.js';

const EVERYTHING: DeliveryFilter = { status: '', eventType: '', instanceId: '', from: '', to: '' };

/** A pause in typing after which the server is asked, in milliseconds. */
const PAUSE_MS = 400;

interface DeliveryFilterBarProps {
  readonly filter: DeliveryFilter;
  readonly onChange: (filter: DeliveryFilter) => void;
}

/** Chooses which deliveries are listed. */
export function DeliveryFilterBar({ filter, onChange }: DeliveryFilterBarProps) {
  const change = (part: Partial<DeliveryFilter>) => onChange({ ...filter, ...part });
  return (
    <div className="webhooks-filter" role="search" aria-label="Deliveries">
      <Segments
        label="Status"
        value={filter.status}
        options={[
          { value: '', name: 'All' },
          { value: 'pending', name: 'Waiting' },
          { value: 'delivered', name: 'Delivered' },
          { value: 'dead', name: 'Given up' },
        ]}
        onChange={(status) => change({ status })}
      />
      <select
        className="select"
        aria-label="Event type"
        value={filter.eventType}
        onChange={({ target }) => change({ eventType: target.value })}
      >
        <option value="">Every type of event</option>
        {[...EVENT_TYPES.map(({ type }) => type), 'webhook.test'].map((type) => (
          <option key={type}>{type}</option>
        ))}
      </select>
      <InstanceFilter instanceId={filter.instanceId} onChange={(id) => change({ instanceId: id })} />
      <label className="webhooks-time">
        <span className="hint">from</span>
        <input
          className="input"
          type="datetime-local"
          value={filter.from}
          onChange={({ target }) => change({ from: target.value })}
        />
      </label>
      <label className="webhooks-time">
        <span className="hint">to</span>
        <input
          className="input"
          type="datetime-local"
          value={filter.to}
          onChange={({ target }) => change({ to: target.value })}
        />
      </label>
      {!isEverything(filter) && (
        <Button isSmall variant="ghost" onClick={() => onChange(EVERYTHING)}>
          Show all
        </Button>
      )}
    </div>
  );
}

function InstanceFilter({
  instanceId,
  onChange,
}: {
  readonly instanceId: string;
  readonly onChange: (id: string) => void;
}) {
  const [text, setText] = useState(instanceId);
  const [seen, setSeen] = useState(instanceId);
  if (seen !== instanceId) {
    // Changed elsewhere, such as by a link; or by this field, and then it is the same.
    setSeen(instanceId);
    setText(instanceId);
  }
  useEffect(() => {
    if (text.trim() === instanceId) return;
    const timer = setTimeout(() => onChange(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      className="input mono"
      placeholder="Id of an instance"
      aria-label="Id of an instance"
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}

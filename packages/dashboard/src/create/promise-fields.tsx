import { Card } from '../ui/card.js';
import { Segments } from '../ui/segments.js';
import { useCreateForm } from './create-form.js';
import type { DeadlineDrafts } from './draft.js';
import { DraftField, TextField } from './text-field.js';

const DEADLINES: readonly (readonly [keyof DeadlineDrafts, string, string])[] = [
  ['queued', 'Until the image is pulled', '10m'],
  ['pulling', 'Pulling the image', '45m'],
  ['starting', 'Starting', '10m'],
  ['probing', 'From running to ready', '10m'],
];

/** What the server keeps to by itself: times, budget, and what follows when spot is taken back. */
export function PromiseFields() {
  const { draft, edit } = useCreateForm();
  const hasSpot = draft.candidates.some(({ billingMode }) => billingMode === 'spot');
  const hasIdle = draft.idleStopAfter.trim() !== '' || draft.idleGrace !== '' || draft.idleGpuBusyPercent !== '';
  return (
    <Card title="Promises">
      <p className="hint">The server keeps them, also while nobody looks. Times such as 90s, 30m, 2h or 1d.</p>
      <div className="create-grid">
        <DraftField
          label="Stop after"
          name="stopAfter"
          path="stopAfterMs"
          placeholder="never"
          hint="Since it was asked up"
        />
        <DraftField
          label="Delete after"
          name="deleteAfter"
          path="deleteAfterMs"
          placeholder="never"
          hint="With all its data"
        />
        <DraftField
          label="Most it may cost, USD"
          name="maxCost"
          placeholder="no limit"
          inputMode="decimal"
          hint="Then it is stopped"
        />
        <DraftField
          label="Stop when idle for"
          name="idleStopAfter"
          path="idleStopAfterMs"
          placeholder="never"
          hint="No heartbeat, no busy GPU"
        />
        {hasIdle && (
          <>
            <DraftField
              label="Never idle at first for"
              name="idleGrace"
              path="idleGraceMs"
              placeholder="0s"
              hint="Since it began to run"
            />
            <DraftField
              label="GPU counts as busy from, %"
              name="idleGpuBusyPercent"
              placeholder="heartbeats alone count"
              inputMode="decimal"
            />
          </>
        )}
      </div>
      {hasSpot && (
        <div className="create-reclaim">
          <p className="field-label">When spot is taken back</p>
          <Segments
            label="When spot is taken back"
            value={draft.onReclaim}
            options={[
              { value: 'keep', name: 'Leave it at that' },
              { value: 'recreate', name: 'Create it again by the plan' },
            ]}
            onChange={(onReclaim) => edit({ onReclaim }, 'onReclaim')}
          />
        </div>
      )}
      <details className="create-more">
        <summary>Deadlines on the way up</summary>
        <p className="hint">When a phase takes longer, the next place of the plan is tried, or it has timed out.</p>
        <div className="create-grid">
          {DEADLINES.map(([phase, label, usual]) => (
            <TextField
              key={phase}
              label={label}
              path={`deadlines.${phase}Ms`}
              value={draft.deadlines[phase]}
              placeholder={usual}
              onChange={(text) => edit({ deadlines: { ...draft.deadlines, [phase]: text } }, `deadlines.${phase}Ms`)}
            />
          ))}
        </div>
      </details>
    </Card>
  );
}

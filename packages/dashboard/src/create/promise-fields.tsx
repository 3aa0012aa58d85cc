import { Card } from '../ui/card.js';
import { Segments } from '../ui/segments.js';
import { useCreateForm } from './create-form.js';
import type { DeadlineDrafts } from './draft.js';
import { TextField } from './text-field.js';

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
        <TextField
          label="Stop after"
          path="stopAfterMs"
          value={draft.stopAfter}
          placeholder="never"
          hint="Since it was asked up"
          onChange={(stopAfter) => edit({ stopAfter }, 'stopAfterMs')}
        />
        <TextField
          label="Delete after"
          path="deleteAfterMs"
          value={draft.deleteAfter}
          placeholder="never"
          hint="With all its data"
          onChange={(deleteAfter) => edit({ deleteAfter }, 'deleteAfterMs')}
        />
        <TextField
          label="Most it may cost, USD"
          path="maxCost"
          value={draft.maxCost}
          placeholder="no limit"
          inputMode="decimal"
          hint="Then it is stopped"
          onChange={(maxCost) => edit({ maxCost }, 'maxCost')}
        />
        <TextField
          label="Stop when idle for"
          path="idleStopAfterMs"
          value={draft.idleStopAfter}
          placeholder="never"
          hint="No heartbeat, no busy GPU"
          onChange={(idleStopAfter) => edit({ idleStopAfter }, 'idleStopAfterMs')}
        />
        {hasIdle && (
          <>
            <TextField
              label="Never idle at first for"
              path="idleGraceMs"
              value={draft.idleGrace}
              placeholder="0s"
              hint="Since it began to run"
              onChange={(idleGrace) => edit({ idleGrace }, 'idleGraceMs')}
            />
            <TextField
              label="GPU counts as busy from, %"
              path="idleGpuBusyPercent"
              value={draft.idleGpuBusyPercent}
              placeholder="heartbeats alone count"
              inputMode="decimal"
              onChange={(idleGpuBusyPercent) => edit({ idleGpuBusyPercent }, 'idleGpuBusyPercent')}
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

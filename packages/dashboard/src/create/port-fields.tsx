import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { Field } from '../ui/field.js';
import { useCreateForm, withoutRow, withRow } from './create-form.js';
import type { PortDraft, ProbeDraft } from './draft.js';
import { LIMITS } from './limits.js';
import { TextField } from './text-field.js';

const TOO_MANY = `At most ${LIMITS.ports.maxItems}.`;

/** What is reachable from outside, and what must answer before the instance is ready. */
export function PortFields() {
  const { draft, edit, newRowId, problemAt } = useCreateForm();
  const { ports, probes } = draft;
  const suggested = ports.find(({ port }) => !probes.some((probe) => probe.port === port));
  return (
    <Card title="Ports and probes">
      <h3>Ports to expose</h3>
      {ports.length === 0 && <p className="hint">None: it is reachable by ssh alone, if the image has it.</p>}
      {ports.map((row, index) => (
        <PortRow key={row.rowId} row={row} index={index} />
      ))}
      {problemAt('ports') !== null && <p className="field-error">{problemAt('ports')}</p>}
      <div className="line">
        <Button
          isSmall
          whyDisabled={ports.length >= LIMITS.ports.maxItems ? TOO_MANY : undefined}
          onClick={() => edit({ ports: [...ports, { rowId: newRowId(), port: '', type: 'http' }] })}
        >
          Add a port
        </Button>
      </div>
      <h3 className="create-next">Probes</h3>
      <p className="hint">
        It is “ready” once all of these have answered, in this order. Without probes, “running” is “ready”.
      </p>
      {probes.map((row, index) => (
        <ProbeRow key={row.rowId} row={row} index={index} />
      ))}
      {problemAt('probes') !== null && <p className="field-error">{problemAt('probes')}</p>}
      <div className="line">
        <Button
          isSmall
          whyDisabled={probes.length >= LIMITS.probes.maxItems ? TOO_MANY : undefined}
          onClick={() => {
            const type = suggested?.type ?? 'http';
            const probe = { rowId: newRowId(), type, port: suggested?.port ?? '', path: '', expectStatus: '' };
            edit({ probes: [...probes, probe] });
          }}
        >
          Add a probe
        </Button>
      </div>
    </Card>
  );
}

function PortRow({ row, index }: { readonly row: PortDraft; readonly index: number }) {
  const { draft, edit } = useCreateForm();
  const path = `ports[${index}]`;
  const change = (part: Partial<PortDraft>) => edit({ ports: withRow(draft.ports, row.rowId, part) }, `${path}.port`);
  return (
    <div className="create-row">
      <TextField
        label="Port"
        path={`${path}.port`}
        value={row.port}
        placeholder="8080"
        inputMode="numeric"
        autoFocus={row.port === ''}
        onChange={(port) => change({ port })}
      />
      <Field label="Protocol">
        {(control) => (
          <select
            className="select"
            {...control}
            value={row.type}
            onChange={({ target }) => change({ type: target.value as PortDraft['type'] })}
          >
            <option value="http">http</option>
            <option value="tcp">tcp</option>
          </select>
        )}
      </Field>
      <Button
        isSmall
        className="create-remove"
        aria-label={`Remove port ${row.port}`}
        onClick={() => edit({ ports: withoutRow(draft.ports, row.rowId) })}
      >
        Remove
      </Button>
    </div>
  );
}

function ProbeRow({ row, index }: { readonly row: ProbeDraft; readonly index: number }) {
  const { draft, edit } = useCreateForm();
  const path = `probes[${index}]`;
  const change = (part: Partial<ProbeDraft>, field: string) =>
    edit({ probes: withRow(draft.probes, row.rowId, part) }, `${path}.${field}`);
  return (
    <div className="create-row">
      <Field label="Kind">
        {(control) => (
          <select
            className="select"
            {...control}
            value={row.type}
            onChange={({ target }) => change({ type: target.value as ProbeDraft['type'] }, 'port')}
          >
            <option value="http">http</option>
            <option value="tcp">tcp</option>
            <option value="ssh">ssh</option>
          </select>
        )}
      </Field>
      <TextField
        label="Port"
        path={`${path}.port`}
        value={row.port}
        placeholder="8080"
        inputMode="numeric"
        onChange={(port) => change({ port }, 'port')}
      />
      {row.type === 'http' && (
        <>
          <TextField
            label="Path"
            path={`${path}.path`}
            value={row.path}
            placeholder="/"
            onChange={(text) => change({ path: text }, 'path')}
          />
          <TextField
            label="Status"
            path={`${path}.expectStatus`}
            value={row.expectStatus}
            placeholder="200"
            inputMode="numeric"
            onChange={(expectStatus) => change({ expectStatus }, 'expectStatus')}
          />
        </>
      )}
      <Button
        isSmall
        className="create-remove"
        aria-label={`Remove the ${row.type} probe of port ${row.port}`}
        onClick={() => edit({ probes: withoutRow(draft.probes, row.rowId) })}
      >
        Remove
      </Button>
    </div>
  );
}

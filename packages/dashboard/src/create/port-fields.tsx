import { Card } from '../ui/card.js';
import { Field } from '../ui/field.js';
import { useCreateForm, withRow } from './create-form.js';
import { newProbe, type PortDraft, type ProbeDraft } from './draft.js';
import { RemoveRow } from './remove-row.js';
import { RowList } from './row-list.js';
import { TextField } from './text-field.js';

/** What is reachable from outside, and what must answer before the instance is ready. */
export function PortFields() {
  const { ports, probes } = useCreateForm().draft;
  const suggested = ports.find(({ port }) => !probes.some((probe) => probe.port === port));
  return (
    <Card title="Ports and probes">
      <h3>Ports to expose</h3>
      {ports.length === 0 && <p className="hint">None: it is reachable by ssh alone, if the image has it.</p>}
      <RowList name="ports" what="a port" newRow={(rowId) => ({ rowId, port: '', type: 'http' })}>
        {ports.map((row, index) => (
          <PortRow key={row.rowId} row={row} index={index} />
        ))}
      </RowList>
      <h3 className="create-next">Probes</h3>
      <p className="hint">
        It is “ready” once all of these have answered, in this order. Without probes, “running” is “ready”.
      </p>
      <RowList name="probes" what="a probe" newRow={(rowId) => newProbe(rowId, suggested)}>
        {probes.map((row, index) => (
          <ProbeRow key={row.rowId} row={row} index={index} />
        ))}
      </RowList>
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
      <RemoveRow from="ports" rowId={row.rowId} what={`port ${row.port}`} />
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
      <RemoveRow from="probes" rowId={row.rowId} what={`the ${row.type} probe of port ${row.port}`} />
      <details className="create-more">
        <summary>{row.type === 'http' ? 'Timing and body' : 'Timing'}</summary>
        <div className="create-grid">
          <TextField
            label="Asked every"
            path={`${path}.intervalMs`}
            value={row.interval}
            placeholder="2s"
            onChange={(interval) => change({ interval }, 'intervalMs')}
          />
          <TextField
            label="Must answer within"
            path={`${path}.timeoutMs`}
            value={row.timeout}
            placeholder="5s"
            onChange={(timeout) => change({ timeout }, 'timeoutMs')}
          />
          {row.type === 'http' && (
            <TextField
              label="Body contains"
              path={`${path}.expectBody`}
              value={row.expectBody}
              placeholder="anything"
              onChange={(expectBody) => change({ expectBody }, 'expectBody')}
            />
          )}
        </div>
      </details>
    </div>
  );
}

import { useEffect, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import type { Connection, Instance } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useSession } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { CopyButton } from '../ui/copy-button.js';
import { ErrorNote, Note } from '../ui/error-note.js';

/** How to reach an instance. Passwords are read from the cloud only when asked for, and kept only while they are seen. */
export function ConnectionCard({ instance }: { readonly instance: Instance }) {
  const { id, endpoints, novita } = instance;
  const api = useApi();
  const { session } = useSession();
  const [secrets, setSecrets] = useState<Connection | null>(null);
  const show = useMutation({
    mutationFn: () => api.get<Connection>(`/v1/instances/${encodeURIComponent(id)}/connection`),
    onSuccess: (answer) => {
      setSecrets(answer);
      // The library would keep the answer.
      show.reset();
    },
    gcTime: 0,
  });
  // Another instance in the cloud has other passwords.
  useEffect(() => setSecrets(null), [id, novita.instanceId]);

  const whyNot =
    session.scope === 'read'
      ? 'This API key may only read. Passwords need a key of the scope “write”.'
      : novita.instanceId === null || novita.released
        ? 'There is no instance in the cloud to connect to.'
        : undefined;
  return (
    <Card
      title="Connect"
      actions={
        secrets === null ? (
          <Button isSmall isBusy={show.isPending} whyDisabled={whyNot} onClick={() => show.mutate()}>
            Show SSH and passwords
          </Button>
        ) : (
          <Button isSmall onClick={() => setSecrets(null)}>
            Hide
          </Button>
        )
      }
    >
      <div className="stack">
        {endpoints.length === 0 && secrets === null && (
          <p className="muted">It has no addresses yet, or no ports were asked for.</p>
        )}
        {endpoints.length > 0 && (
          <ul className="connection-list">
            {endpoints.map(({ port, type, url }) => (
              <ConnectionLine key={port} name={`Port ${port}`} value={url} href={type === 'http' ? url : null} />
            ))}
          </ul>
        )}
        {show.error !== null && <Failure error={show.error} />}
        {secrets !== null && <Secrets connection={secrets} />}
      </div>
    </Card>
  );
}

function Failure({ error }: { readonly error: Error }) {
  if (error instanceof ApiError && error.code === 'route_not_found') {
    return <Note tone="info">This server does not offer connection details.</Note>;
  }
  return <ErrorNote error={error} />;
}

function Secrets({ connection: { ssh, jupyter, webTerminal } }: { readonly connection: Connection }) {
  if (ssh === null && jupyter === null && webTerminal === null) {
    return <p className="muted">The cloud offers no SSH, notebook or terminal for it.</p>;
  }
  const tools = [
    ['Jupyter', jupyter],
    ['Web terminal', webTerminal],
  ] as const;
  return (
    <ul className="connection-list">
      {ssh !== null && <ConnectionLine name="SSH" value={ssh.command} />}
      {typeof ssh?.password === 'string' && <ConnectionLine name="SSH password" value={ssh.password} />}
      {tools.map(
        ([name, tool]) =>
          tool !== null && (
            <li key={name}>
              <ul className="connection-list">
                <ConnectionLine name={name} value={tool.url} href={tool.url} />
                {tool.password !== null && <ConnectionLine name={`${name} password`} value={tool.password} />}
              </ul>
            </li>
          ),
      )}
    </ul>
  );
}

interface ConnectionLineProps {
  readonly name: string;
  readonly value: string;
  readonly href?: string | null;
}

function ConnectionLine({ name, value, href = null }: ConnectionLineProps) {
  const isWeb = href !== null && /^https?:\/\//.test(href);
  return (
    <li className="connection-line">
      <span className="muted">{name}</span>
      <span className="connection-value mono">
        {isWeb ? (
          <a href={href} target="_blank" rel="noreferrer">
            {value}
          </a>
        ) : (
          value
        )}
      </span>
      <CopyButton text={value} of={name} />
    </li>
  );
}

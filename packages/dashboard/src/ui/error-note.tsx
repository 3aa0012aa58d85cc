import { ApiError } from '../api/api-error.js';
import { Mark } from './badge.js';
import { Button } from './button.js';

interface ErrorNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, and what to do about it. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps) {
  const isKnown = error instanceof ApiError;
  return (
    <div className="note note-bad" role="alert">
      <Mark tone="bad" />
      <div className="note-words">
        <p className="note-title">{isKnown ? error.title : 'Something in this page went wrong'}</p>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        {isKnown && error.correlationId !== null && (
          <p className="hint">
            In the log of the server: <code>{error.correlationId}</code>
          </p>
        )}
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

/** Something to know or to look at, without being an error of a request. */
export function Note({
  tone,
  children,
}: {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly children: React.ReactNode;
}) {
  return (
    <div className={`note note-${tone}`}>
      <Mark tone={tone} />
      <div className="note-words">{children}</div>
    </div>
  );
}

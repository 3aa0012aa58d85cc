import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { Mark, type Tone } from './badge.js';

const SHOWN_MS = 6_000;

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly title: string;
  readonly text: string | undefined;
}

export interface Toasts {
  /** Something was done. */
  done(title: string, text?: string): void;
  /** Something to know. */
  told(title: string, text?: string): void;
  /** Something failed. */
  failed(title: string, error: unknown): void;
}

const ToastContext = createContext<Toasts | null>(null);

/** Short messages about what was just done; a screen reader says them. */
export function useToast(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error('There is no place for toasts around this component.');
  return toasts;
}

/** Shows the messages above its content. */
export function ToastArea({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Toast[]>([]);
  const last = useRef(0);
  const add = useCallback((tone: Tone, title: string, text: string | undefined) => {
    const id = (last.current += 1);
    setShown((before) => [...before.slice(-2), { id, tone, title, text }]);
    setTimeout(() => setShown((before) => before.filter((each) => each.id !== id)), SHOWN_MS);
  }, []);
  const toasts = useMemo<Toasts>(
    () => ({
      done: (title, text) => add('good', title, text),
      told: (title, text) => add('info', title, text),
      failed: (title, error) => add('bad', title, error instanceof Error ? error.message : String(error)),
    }),
    [add],
  );
  return (
    <ToastContext value={toasts}>
      {children}
      <div className="toasts" role="status">
        {shown.map(({ id, tone, title, text }) => (
          <div key={id} className="toast">
            <Mark tone={tone} />
            <div>
              <p className="note-title">{title}</p>
              {text !== undefined && <p>{text}</p>}
            </div>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

import type { ReactNode } from 'react';
import { Button } from './button.js';
import { CodeBlock } from './code-block.js';
import { Dialog } from './dialog.js';
import { Note } from './error-note.js';

interface SecretOnceProps {
  readonly title: string;
  /** What it is: “signing secret”. */
  readonly of: string;
  readonly secret: string;
  /** Where it belongs. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A secret that the server tells only now. Nothing keeps it: it is gone when the dialog is closed. */
export function SecretOnce({ title, of, secret, children, onClose }: SecretOnceProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <CodeBlock code={secret} of={of} />
      <Note tone="warn">
        <p>It is shown only now. Keep it where secrets are kept; the dashboard cannot show it again.</p>
      </Note>
      {children}
    </Dialog>
  );
}

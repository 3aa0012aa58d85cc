import { CopyButton } from './copy-button.js';

/** A text to copy: a command or a program. @param of - what it is: “command”. */
export function CodeBlock({ code, of }: { readonly code: string; readonly of: string }) {
  return (
    <div className="code-block">
      {/* Long lines are scrolled, by keyboard, too. */}
      <pre tabIndex={0} role="region" aria-label={of}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} of={of} />
    </div>
  );
}

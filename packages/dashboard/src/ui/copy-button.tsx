import { useEffect, useState } from 'react';
import { Button } from './button.js';
import { useToast } from './toasts.js';

interface CopyButtonProps {
  /** What is copied. */
  readonly text: string;
  /** What it is, for those who do not see where the button stands: “address of port 80”. */
  readonly of: string;
}

/** Copies a text. */
export function CopyButton({ text, of }: CopyButtonProps) {
  const [isDone, setIsDone] = useState(false);
  const toast = useToast();
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setIsDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setIsDone(true);
    } catch {
      toast.told('The browser does not allow copying here', 'Select the text and copy it by keyboard.');
    }
  }

  return (
    <Button isSmall variant="ghost" onClick={() => void copy()} aria-label={`Copy ${of}`}>
      <span aria-live="polite">{isDone ? 'Copied' : 'Copy'}</span>
    </Button>
  );
}

import { useRef, useState, type SubmitEvent } from 'react';
import { Logo } from '../shell/logo.js';
import { ThemeToggle } from '../shell/theme-toggle.js';
import { Button } from '../ui/button.js';
import { useTitle } from '../ui/use-title.js';
import { signInProblem } from './sign-in-problem.js';

interface SignInScreenProps {
  /** True when somebody was signed in until now. */
  readonly hasEnded: boolean;
  readonly onSignIn: (apiKey: string) => Promise<void>;
}

/** Asks for an API key. */
export function SignInScreen({ hasEnded, onSignIn }: SignInScreenProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useTitle('Sign in');

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const apiKey = field.current?.value.trim() ?? '';
    if (apiKey === '') {
      setProblem('Enter an API key.');
      field.current?.focus();
      return;
    }
    setIsBusy(true);
    setProblem(null);
    try {
      await onSignIn(apiKey);
    } catch (error) {
      setProblem(signInProblem(error));
      setIsBusy(false);
      field.current?.focus();
    }
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => void submit(event)} noValidate>
        <Logo />
        <h1>Sign in to your fleet</h1>
        <p className="muted">
          {hasEnded
            ? 'Your session has ended. Sign in again to go on where you were.'
            : 'With an API key of this server. It is sent once and not kept in the browser.'}
        </p>
        {/* A password manager keeps a password under a name. */}
        <input type="text" name="username" autoComplete="username" defaultValue="novita-fleet" hidden readOnly />
        <label className="field">
          <span className="field-label">API key</span>
          <input
            ref={field}
            className="input mono"
            type="password"
            name="apiKey"
            autoComplete="current-password"
            placeholder="nfk_…"
            spellCheck={false}
            autoFocus
            aria-invalid={problem !== null}
            aria-describedby="sign-in-problem sign-in-hint"
          />
        </label>
        <p id="sign-in-problem" className="field-error" role="alert">
          {problem}
        </p>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          Sign in
        </Button>
        <p id="sign-in-hint" className="hint">
          The server shows its first key once, when it starts for the first time. An administrator makes more with{' '}
          <code>novita-fleet keys add</code>.
        </p>
      </form>
      <ThemeToggle />
    </main>
  );
}

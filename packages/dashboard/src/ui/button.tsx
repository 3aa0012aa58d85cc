import { useId, type ButtonHTMLAttributes } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'default' | 'primary' | 'danger' | 'ghost';
  readonly isSmall?: boolean;
  /** Waits for what it has begun. It keeps its width and its focus, and cannot be pressed again. */
  readonly isBusy?: boolean;
  /** Why it cannot be pressed. It stays reachable by keyboard, so that everyone can learn why. */
  readonly whyDisabled?: string | undefined;
}

/** A button. */
export function Button(props: ButtonProps) {
  const { variant = 'default', isSmall, isBusy, whyDisabled, className, children, onClick, type, ...rest } = props;
  const reason = useId();
  const isOff = whyDisabled !== undefined || isBusy === true;
  const classes = ['button', `button-${variant}`, isSmall === true && 'button-small', className];
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy === true || undefined}
      aria-describedby={whyDisabled === undefined ? rest['aria-describedby'] : reason}
      title={whyDisabled ?? rest.title}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {whyDisabled !== undefined && (
        <span id={reason} className="visually-hidden">
          {whyDisabled}
        </span>
      )}
    </button>
  );
}

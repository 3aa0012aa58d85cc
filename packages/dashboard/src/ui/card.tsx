import { useId, type ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A part of a screen with a title of its own. */
export function Card({ title, actions, children, className }: CardProps) {
  const heading = useId();
  return (
    <section className={`card ${className ?? ''}`} aria-labelledby={heading}>
      <header className="card-head">
        <h2 id={heading}>{title}</h2>
        {actions !== undefined && <div className="card-actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

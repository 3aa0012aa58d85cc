import type { ReactNode } from 'react';
import { useTitle } from './use-title.js';

interface PageHeaderProps {
  /** Also the title of the browser's tab. */
  readonly title: string;
  /** Below the title: one line. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a screen. */
export function PageHeader({ title, children, actions }: PageHeaderProps) {
  useTitle(title);
  return (
    <header className="page-header">
      <div className="page-header-words">
        <h1>{title}</h1>
        {children !== undefined && <div className="page-header-line">{children}</div>}
      </div>
      {actions !== undefined && <div className="page-header-actions">{actions}</div>}
    </header>
  );
}

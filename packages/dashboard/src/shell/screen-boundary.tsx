import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';

/** Keeps the frame when a screen breaks, or when its file is gone because the server was updated meanwhile. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <EmptyState title="This screen could not be shown">
        <p>The server may have been updated since the page was loaded.</p>
        <Button variant="primary" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </EmptyState>
    );
  }
}

import { EmptyState } from '../ui/empty-state.js';
import { PageHeader } from '../ui/page-header.js';

/** Holds the place of the screen. */
export default function Screen() {
  return (
    <>
      <PageHeader title="System" />
      <EmptyState title="This screen is on its way" />
    </>
  );
}

import { PageHeader } from '../ui/page-header.js';

export default function FleetScreen() {
  return <PageHeader title="Fleet" />;
}

import { PageHeader } from '../ui/page-header.js';

export default function InstanceScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  return <PageHeader title={params.id ?? ''} />;
}

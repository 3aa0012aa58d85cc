import { Link } from 'wouter';
import { useInstanceRow } from './use-fleet.js';

/** An instance by its name, or by its id when it is no longer known. */
export function InstanceLink({ id }: { readonly id: string }) {
  const row = useInstanceRow(id);
  return (
    <Link href={`/instances/${id}`} title={id}>
      {row?.instance.name ?? <span className="mono">{id}</span>}
    </Link>
  );
}

import type { Instance } from '../api/schemas.js';
import type { ProductNames } from '../fleet/place-of.js';
import { formatMoney } from '../money/money.js';
import { At } from '../time/times.js';
import { Badge, type Tone } from '../ui/badge.js';

interface PlanListProps {
  readonly instance: Instance;
  readonly names: ProductNames;
}

/** The places in which the instance may be created, in order, and what came of each try. */
export function PlanList({ instance, names }: PlanListProps) {
  const { spec, tries } = instance;
  const present = presentCandidate(instance);
  return (
    <ol className="plan-list">
      {spec.plan.map((candidate, index) => {
        const { productId, gpuName, regions, billingMode, maxHourlyPrice } = candidate;
        const failed = tries.filter((each) => each.candidate === index);
        const [tone, word] = judged(index, present, failed.length);
        const gpu = productId === null ? `any ${gpuName ?? 'GPU'}` : (names.get(productId) ?? productId);
        const notes = [
          billingMode === 'spot' ? 'spot' : 'on demand',
          regions.length === 0 ? 'any region' : regions.join(', '),
          maxHourlyPrice === null ? null : `up to ${formatMoney(maxHourlyPrice)} an hour`,
        ];
        return (
          <li key={index}>
            <div className="plan-head">
              <b>
                {index + 1}. {gpu}
              </b>
              <Badge tone={tone}>{word}</Badge>
            </div>
            <p className="hint">{notes.filter((note) => note !== null).join(' · ')}</p>
            {failed.map(({ at, place, cause }) => (
              <p key={`${at}-${place?.productId ?? ''}-${place?.clusterId ?? ''}`} className="plan-try">
                <At at={at} /> {cause.message}
                {place !== null && <span className="muted"> ({placeText(place, names)})</span>}
              </p>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

/** The candidate that is or was taken; null when all came to nothing. */
function presentCandidate({ place, tries, spec, status }: Instance): number | null {
  if (place === null && (status === 'failed' || status === 'timed_out')) return null;
  const last = tries.at(-1)?.candidate;
  if (last === undefined) return 0;
  // The same candidate may have further regions and products.
  const same = spec.plan[last];
  const isSame = same?.productId === null || same?.productId === place?.productId;
  if (status === 'failed' || status === 'timed_out') return null;
  return isSame && last === spec.plan.length - 1 ? last : last + 1;
}

function judged(index: number, present: number | null, tries: number): readonly [Tone, string] {
  if (index === present) return ['good', 'Taken'];
  if (tries > 0) return ['bad', 'Came to nothing'];
  return ['quiet', 'Not needed'];
}

function placeText(place: NonNullable<Instance['place']>, names: ProductNames): string {
  return `${names.get(place.productId) ?? place.productId}, ${place.clusterId ?? 'any region'}`;
}

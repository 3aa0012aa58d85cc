import { Badge, type Tone } from '../ui/badge.js';
import { deliveryState, type Delivery, type DeliveryState } from './delivery-view.js';

const TONES: Readonly<Record<DeliveryState['level'], Tone>> = {
  ok: 'good',
  waiting: 'busy',
  warning: 'warn',
  problem: 'bad',
};

/** How a delivery stands. */
export function DeliveryBadge({ delivery }: { readonly delivery: Delivery }) {
  const { level, label } = deliveryState(delivery);
  return <Badge tone={TONES[level]}>{label}</Badge>;
}

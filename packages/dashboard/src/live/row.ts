import type { FleetEvent, Instance } from '../api/schemas.js';

/** An instance as it was last read, with what the screens need again and again. */
export interface Row {
  readonly instance: Instance;
  /** When it was read, in milliseconds since 1970: its cost goes on from here. */
  readonly readAt: number;
  /** What a search looks through, in lower case. */
  readonly text: string;
}

/** @param readAt - milliseconds since 1970. */
export function rowOf(instance: Instance, readAt: number): Row {
  const { id, name, place, spec, novita, cause, metadata } = instance;
  const first = spec.plan[0];
  const parts = [
    ...[id, name, novita.instanceId, place?.productId ?? first?.productId, first?.gpuName, place?.clusterId],
    ...[spec.imageUrl, cause?.code, ...Object.entries(metadata).map(([key, value]) => `${key}=${value}`)],
  ];
  return {
    instance,
    readAt,
    text: parts
      .filter((part) => part !== null && part !== undefined)
      .join('\n')
      .toLowerCase(),
  };
}

/** What an event says by itself; the rest is read again. The very row that was passed in when the event is old. */
export function patched(row: Row, event: FleetEvent): Row {
  const { instance } = row;
  const { data, sequence, timestamp } = event;
  if (sequence <= instance.sequence) return row;
  const isMove = data.status !== instance.status;
  return {
    ...row,
    instance: {
      ...instance,
      sequence,
      status: data.status,
      // An event without a change of status says why it came, not why the instance is as it is.
      ...(isMove && { since: timestamp, cause: data.error }),
      novita: { ...instance.novita, instanceId: data.novitaInstanceId, status: data.cloudStatus },
    },
  };
}

/** Whether what was read now is at least as new as what is there: answers can overtake each other, and events them. */
export function isNewer(read: Instance, present: Instance): boolean {
  if (read.sequence !== present.sequence) return read.sequence > present.sequence;
  return Date.parse(read.updatedAt) >= Date.parse(present.updatedAt);
}

const ON_THE_WAY: ReadonlySet<string> = new Set(['pending', 'creating', 'starting', 'running', 'stopping', 'deleting']);

/** Whether things change that no event tells: the cloud's status, the price, the latest probe. */
export function isUnsettled({ status }: Instance): boolean {
  return ON_THE_WAY.has(status);
}

import type { FleetEvent, FleetInstance } from '@novita-fleet/client';
import { formatDuration } from '../durations.js';
import { gpuOf, showMoney, styleOfStatus } from '../output/instance-shapes.js';
import { plain, styled } from '../output/styles.js';

/** A status that an instance was in. */
interface Phase {
  readonly status: string;
  /** Milliseconds since the instance was asked for. */
  readonly from: number;
}

/** The way of an instance so far, by its events. */
function phasesOf(instance: FleetInstance, events: readonly FleetEvent[]): Phase[] {
  const phases: Phase[] = [];
  for (const { data } of events) {
    if (phases.at(-1)?.status !== data.status) phases.push({ status: data.status, from: data.elapsedTime });
  }
  const now = new Date(instance.since).getTime() - new Date(instance.createdAt).getTime();
  if (phases.at(-1)?.status !== instance.status) phases.push({ status: instance.status, from: now });
  return phases;
}

/** The phases of an instance with their durations, elapsed time and cost. @param now - milliseconds since 1970. */
export function progressLines(
  instance: FleetInstance,
  events: readonly FleetEvent[],
  now: number,
  hasColour: boolean,
): string[] {
  const elapsed = Math.max(0, now - new Date(instance.createdAt).getTime());
  const phases = phasesOf(instance, events);
  const width = Math.max(...phases.map(({ status }) => status.length));
  const price = instance.cost.perHour === null ? '' : ` · ${showMoney(instance.cost.perHour)} an hour`;
  const place = instance.place?.clusterId ?? null;
  const rows = phases.map(({ status, from }, index) => {
    const next = phases[index + 1];
    const isLast = next === undefined;
    const mark = isLast ? '●' : '✓';
    const style = isLast ? styleOfStatus(status) : 'dim';
    const time = formatDuration((next?.from ?? elapsed) - from).padStart(7);
    return `  ${styled(`${mark} ${status.padEnd(width)}`, style, hasColour)}  ${time}${isLast ? noteOf(instance) : ''}`;
  });
  return [
    `${styled(instance.id, 'bold', hasColour)}  ${plain(`${instance.name} · ${gpuOf(instance)}`)}${place === null ? '' : ` · ${plain(place)}`}${price}`,
    ...rows,
    `  elapsed ${formatDuration(elapsed)}   cost ${showMoney(instance.cost.soFar)}`,
  ];
}

/** One line for a log: what an instance is now. @param now - milliseconds since 1970. */
export function progressLine(instance: FleetInstance, now: number): string {
  const elapsed = formatDuration(Math.max(0, now - new Date(instance.createdAt).getTime()));
  return `${elapsed.padStart(7)}  ${instance.id}  ${instance.status}${noteOf(instance)}  cost ${showMoney(instance.cost.soFar)}`;
}

/** What the cloud, a probe or the cause says beside the status. */
function noteOf({ novita, probe, cause, status }: FleetInstance): string {
  const notes = [
    novita.status === null || novita.status === status ? undefined : `cloud: ${novita.status}`,
    probe === null || status !== 'running' ? undefined : `probe: ${probe}`,
    cause === null ? undefined : cause.message,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? '' : `  (${plain(notes.join(', '))})`;
}

import type { CandidateDraft, CreateDraft } from './draft.js';
import { durationText, parseDuration } from '../time/duration-text.js';
import { LIMITS } from './limits.js';

/** What is wrong, by the path of the field in the request, as the server names it: `ports[0].port`. */
export type FieldProblems = ReadonlyMap<string, string>;

type Tell = (path: string, message: string) => void;

/**
 * What the server would refuse of a form, in the order of the form, so that it is told before anything is sent. The
 * server has the last word: what needs its knowledge, such as whether a region exists, is not checked here.
 */
export function fieldProblems(draft: CreateDraft): FieldProblems {
  const problems = new Map<string, string>();
  const tell: Tell = (path, message) => {
    if (!problems.has(path)) problems.set(path, message);
  };
  checkName(draft, tell);
  checkCount('fallback', draft.candidates.slice(1), LIMITS.fallback, tell);
  draft.candidates.forEach((candidate, index) => checkCandidate(candidate, candidatePath(index), tell));
  checkWhole('gpuNum', draft.gpuNum, LIMITS.gpuNum, tell);
  checkSource(draft, tell);
  checkWhole('rootfsSize', draft.rootfsSize, LIMITS.rootfsSize, tell);
  for (const field of ['minCudaVersion', 'command', 'entrypoint', 'networkId'] as const) {
    checkLength(field, draft[field].trim(), LIMITS[field], tell);
  }
  checkStorages(draft, tell);
  checkPorts(draft, tell);
  checkProbes(draft, tell);
  checkEnvs(draft, tell);
  checkLabels(draft, tell);
  checkPromises(draft, tell);
  return problems;
}

/** Before the fields of a candidate: nothing for the first, `fallback[0].` for the second. */
export function candidatePath(index: number): string {
  return index === 0 ? '' : `fallback[${index - 1}].`;
}

/** Which candidate a path is a field of; undefined when it is of none. */
export function candidateOf(path: string): number | undefined {
  const match = /^(?:fallback\[(\d+)\]\.)?(?:productId|gpuName|regions|billingMode|maxHourlyPrice)\b/.exec(path);
  if (match === null) return undefined;
  return match[1] === undefined ? 0 : Number(match[1]) + 1;
}

function checkName({ name }: CreateDraft, tell: Tell): void {
  const text = name.trim();
  if (text === '') tell('name', 'A name is needed, such as train-1.');
  else if (!LIMITS.name.pattern.test(text)) tell('name', 'Use letters, digits and hyphens only.');
  checkLength('name', text, LIMITS.name, tell);
}

function checkCandidate(candidate: CandidateDraft, path: string, tell: Tell): void {
  const field = candidate.by === 'product' ? 'productId' : 'gpuName';
  const text = candidate[field].trim();
  if (text === '') {
    tell(`${path}${field}`, field === 'productId' ? 'Pick a product.' : 'Name a GPU, such as 4090, or pick a product.');
  }
  checkLength(`${path}${field}`, text, LIMITS[field], tell);
  checkCount(`${path}regions`, candidate.regions, LIMITS.regions, tell);
  candidate.regions.forEach((region, index) => {
    if (region.trim() === '') tell(`${path}regions[${index}]`, 'Name a region or remove it.');
    checkLength(`${path}regions[${index}]`, region.trim(), LIMITS.regions, tell);
  });
  checkUsd(`${path}maxHourlyPrice`, candidate.maxHourlyPrice, tell);
}

function checkSource(draft: CreateDraft, tell: Tell): void {
  if (draft.source === 'template') {
    if (draft.templateId.trim() === '') tell('templateId', 'Pick a template, or use an image.');
    checkLength('templateId', draft.templateId.trim(), LIMITS.templateId, tell);
    return;
  }
  const image = draft.imageUrl.trim();
  if (image === '') tell('imageUrl', 'An image is needed, such as pytorch/pytorch:latest.');
  checkLength('imageUrl', image, LIMITS.imageUrl, tell);
  checkLength('imageAuthId', draft.imageAuthId.trim(), LIMITS.imageAuthId, tell);
}

function checkStorages({ networkStorages: storages }: CreateDraft, tell: Tell): void {
  checkCount('networkStorages', storages, LIMITS.networkStorages, tell);
  storages.forEach(({ id, mountPoint }, index) => {
    const path = `networkStorages[${index}]`;
    if (id.trim() === '') tell(`${path}.id`, 'Name the storage by its id.');
    checkLength(`${path}.id`, id.trim(), LIMITS.storageId, tell);
    checkLength(`${path}.mountPoint`, mountPoint.trim(), LIMITS.mountPoint, tell);
  });
}

function checkPorts({ ports }: CreateDraft, tell: Tell): void {
  checkCount('ports', ports, LIMITS.ports, tell);
  const seen = new Set<string>();
  ports.forEach(({ port }, index) => {
    const path = `ports[${index}].port`;
    checkPort(path, port, tell);
    const number = port.trim();
    if (seen.has(number)) tell(path, `Port ${number} is listed twice.`);
    seen.add(number);
  });
}

function checkPort(path: string, port: string, tell: Tell): void {
  if (port.trim() === '') tell(path, 'Give a port from 1 to 65535.');
  checkWhole(path, port, LIMITS.port, tell);
  if ((LIMITS.port.reserved as readonly number[]).includes(Number(port))) {
    tell(path, `Ports ${LIMITS.port.reserved.join(', ')} are reserved by the cloud.`);
  }
}

function checkProbes(draft: CreateDraft, tell: Tell): void {
  const { ports, probes, source } = draft;
  checkCount('probes', probes, LIMITS.probes, tell);
  probes.forEach(({ type, port, path, expectStatus, expectBody, interval, timeout }, index) => {
    const at = `probes[${index}]`;
    checkPort(`${at}.port`, port, tell);
    // With a template the ports are known only once the server has read it.
    if (source === 'image' || ports.length > 0) {
      const wanted = type === 'http' ? 'http' : 'tcp';
      const fits = ports.some((each) => each.type === wanted && Number(each.port) === Number(port));
      if (!fits) tell(`${at}.port`, `Expose this port above, as ${wanted}.`);
    }
    checkDuration(`${at}.intervalMs`, interval, LIMITS.probeInterval, tell);
    checkDuration(`${at}.timeoutMs`, timeout, LIMITS.probeTimeout, tell);
    if (type !== 'http') return;
    if (path.trim() !== '' && !LIMITS.probePath.pattern.test(path.trim())) {
      tell(`${at}.path`, 'Must start with / and hold no spaces and no fragment.');
    }
    checkLength(`${at}.path`, path.trim(), LIMITS.probePath, tell);
    checkWhole(`${at}.expectStatus`, expectStatus, LIMITS.probeStatus, tell);
    checkLength(`${at}.expectBody`, expectBody, LIMITS.probeBody, tell);
  });
}

function checkEnvs({ envs }: CreateDraft, tell: Tell): void {
  checkCount('envs', envs, LIMITS.envs, tell);
  const seen = new Set<string>();
  envs.forEach(({ key, value }, index) => {
    const name = key.trim();
    if (name === '') tell(`envs[${index}].key`, 'Name the variable.');
    else if (seen.has(name)) tell(`envs[${index}].key`, `${name} is listed twice.`);
    seen.add(name);
    checkLength(`envs[${index}].key`, name, LIMITS.envKey, tell);
    checkLength(`envs[${index}].value`, value, LIMITS.envValue, tell);
  });
}

function checkLabels({ labels }: CreateDraft, tell: Tell): void {
  checkCount('metadata', labels, LIMITS.labels, tell);
  const seen = new Set<string>();
  labels.forEach(({ name, value }, index) => {
    const text = name.trim();
    const path = labelPath(index);
    if (text === '') tell(path, 'Name the label.');
    else if (!LIMITS.labelName.pattern.test(text)) tell(path, 'Must be 1 to 64 letters, digits, _ . / or -.');
    // No server takes this name in JSON: it would reach the prototype of an object.
    else if (text === '__proto__') tell(path, 'This name cannot be used.');
    else if (seen.has(text)) tell(path, `${text} is listed twice.`);
    seen.add(text);
    checkLength(path, value, LIMITS.labelValue, tell);
  });
}

/** Labels are rows on the screen but one object in the request, so that this path is not of the server. */
export function labelPath(index: number): string {
  return `metadata[${index}]`;
}

function checkPromises(draft: CreateDraft, tell: Tell): void {
  const { queued, pulling, starting, probing } = draft.deadlines;
  const { durationMs } = LIMITS;
  checkDuration('stopAfterMs', draft.stopAfter, durationMs, tell);
  checkDuration('deleteAfterMs', draft.deleteAfter, durationMs, tell);
  checkDuration('idleStopAfterMs', draft.idleStopAfter, durationMs, tell);
  checkDuration('idleGraceMs', draft.idleGrace, { ...durationMs, minimum: 0 }, tell);
  checkNumber('idleGpuBusyPercent', draft.idleGpuBusyPercent, LIMITS.idleGpuBusyPercent, tell);
  if (draft.idleStopAfter.trim() === '') {
    const message = 'Has no meaning without a time to stop after idling.';
    if (draft.idleGrace.trim() !== '') tell('idleGraceMs', message);
    if (draft.idleGpuBusyPercent.trim() !== '') tell('idleGpuBusyPercent', message);
  }
  checkUsd('maxCost', draft.maxCost, tell);
  checkDuration('deadlines.queuedMs', queued, durationMs, tell);
  checkDuration('deadlines.pullingMs', pulling, durationMs, tell);
  checkDuration('deadlines.startingMs', starting, durationMs, tell);
  checkDuration('deadlines.probingMs', probing, durationMs, tell);
}

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

function checkCount(
  path: string,
  rows: readonly unknown[],
  { maxItems }: { readonly maxItems: number },
  tell: Tell,
): void {
  if (rows.length > maxItems) tell(path, `Must have at most ${maxItems} entries.`);
}

function checkLength(path: string, text: string, { maxLength }: { readonly maxLength: number }, tell: Tell): void {
  if (text.length > maxLength) tell(path, `Must have at most ${maxLength} characters.`);
}

function checkWhole(path: string, text: string, { minimum, maximum }: Range, tell: Tell): void {
  if (text.trim() === '') return;
  const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
  if (!(number >= minimum && number <= maximum)) tell(path, `Must be a whole number from ${minimum} to ${maximum}.`);
}

function checkNumber(path: string, text: string, { minimum, maximum }: Range, tell: Tell): void {
  if (text.trim() === '') return;
  const number = /^\d{1,9}(\.\d{1,5})?$/.test(text.trim()) ? Number(text) : NaN;
  if (!(number >= minimum && number <= maximum)) tell(path, `Must be a number from ${minimum} to ${maximum}.`);
}

function checkDuration(path: string, text: string, { minimum, maximum }: Range, tell: Tell): void {
  if (text.trim() === '') return;
  const ms = parseDuration(text);
  if (ms === undefined) tell(path, 'Must be a time such as 90s, 30m, 2h or 1d.');
  else if (ms < minimum) tell(path, `Must be at least ${durationText(minimum)}.`);
  else if (ms > maximum) tell(path, `Must be at most ${durationText(maximum)}.`);
}

function checkUsd(path: string, text: string, tell: Tell): void {
  const amount = text.trim();
  if (amount === '') return;
  if (!LIMITS.usd.pattern.test(amount)) {
    tell(path, 'Must be an amount in USD such as 0.67, with at most 5 decimal places.');
  } else if (!/[1-9]/.test(amount)) tell(path, 'Must be more than 0.');
}

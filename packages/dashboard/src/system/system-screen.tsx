import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.js';
import type { Api } from '../api/api.js';
import { useApi } from '../api/use-api.js';
import { useSession } from '../session/use-session.js';
import '../styles/system.css';
import { formatDuration } from '../time/format-duration.js';
import { At, Until } from '../time/times.js';
import { Badge, type Tone } from '../ui/badge.js';
import { Card } from '../ui/card.js';
import { DefinitionList } from '../ui/definition-list.js';
import { ErrorNote } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { ApiKeys } from './api-keys.js';
import {
  judgeBreaker,
  judgeHealth,
  judgeOutbox,
  judgeRate,
  judgeSweep,
  worstOf,
  type Health,
  type Judgement,
  type Level,
  type System,
} from './judgement.js';

const REFRESH_MS = 3_000;

const TONES: Readonly<Record<Level, Tone>> = { ok: 'good', unknown: 'info', warning: 'warn', problem: 'bad' };

/** How the server and the cloud are doing. */
export default function SystemScreen() {
  const api = useApi();
  const { isAdmin } = useSession();
  const system = useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => api.get<System>('/v1/system', { signal }),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => healthOf(api, signal),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
  // An answer of before is no answer: what it said may have changed since.
  const data = system.error === null ? system.data : undefined;
  const readiness = judgeHealth(health.data);
  return (
    <>
      <PageHeader title="System">
        <Overall judgements={data === undefined ? [readiness] : [readiness, ...judgementsOf(data)]} />
      </PageHeader>
      <div className="stack">
        {system.error !== null && <ErrorNote error={system.error} onRetry={() => void system.refetch()} />}
        <div className="system-cards">
          <Figure title="Server" judgement={readiness} isKnown>
            <DefinitionList
              rows={[
                ['Version', data?.version ?? '–'],
                ['Store', data === undefined ? '–' : data.store.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'],
                ['Alive', health.data === undefined ? '–' : yesNo(health.data.isAlive)],
                ['Ready', health.data === undefined ? '–' : yesNo(health.data.isReady)],
              ]}
            />
          </Figure>
          <Figure title="Connection" judgement={data && judgeBreaker(data.cloud)} isKnown={data !== undefined}>
            <DefinitionList rows={[['Circuit breaker', data === undefined ? '–' : breakerText(data.cloud.breaker)]]} />
          </Figure>
          <Figure title="Webhooks to send" judgement={data && judgeOutbox(data.outbox)} isKnown={data !== undefined}>
            <DefinitionList
              rows={[
                ['Waiting', data?.outbox.waiting ?? '–'],
                [
                  'Oldest',
                  data === undefined || data.outbox.oldestAgeMs === null
                    ? '–'
                    : `${formatDuration(data.outbox.oldestAgeMs)} old`,
                ],
              ]}
            />
          </Figure>
          <Figure title="Watch of the cloud" judgement={data && judgeSweep(data.sweep)} isKnown={data !== undefined}>
            <Sweep sweep={data?.sweep ?? null} />
          </Figure>
          <Figure title="Rate limit" judgement={data && judgeRate(data.cloud)} isKnown={data !== undefined}>
            <Rate cloud={data?.cloud} />
          </Figure>
        </div>
        {isAdmin && <ApiKeys />}
      </div>
    </>
  );
}

function judgementsOf({ sweep, cloud, outbox }: System): Judgement[] {
  return [judgeSweep(sweep), judgeBreaker(cloud), judgeRate(cloud), judgeOutbox(outbox)];
}

/** `/readyz` says no by a status, which is an answer here. */
async function healthOf(api: Api, signal: AbortSignal): Promise<Health> {
  try {
    await api.get('/readyz', { signal });
    return { isAlive: true, isReady: true, detail: undefined };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { isAlive: error.status !== 0, isReady: false, detail: error.status === 0 ? undefined : error.message };
  }
}

function Overall({ judgements }: { readonly judgements: readonly Judgement[] }) {
  const level = worstOf(judgements);
  const texts: Readonly<Record<Level, string>> = {
    ok: 'All is well',
    unknown: 'Looking…',
    warning: 'Something needs a look',
    problem: 'Something is wrong',
  };
  return (
    <span role="status">
      <Badge tone={TONES[level]}>{texts[level]}</Badge>
    </span>
  );
}

interface FigureProps {
  readonly title: string;
  readonly judgement: Judgement | undefined;
  readonly isKnown: boolean;
  readonly children: ReactNode;
}

function Figure({ title, judgement, isKnown, children }: FigureProps) {
  return (
    <Card
      title={title}
      className="system-card"
      actions={judgement && <Badge tone={TONES[judgement.level]}>{judgement.summary}</Badge>}
    >
      {typeof judgement?.advice === 'string' && <p className="system-advice">{judgement.advice}</p>}
      {isKnown ? children : <Skeleton lines={2} height="1.5rem" />}
    </Card>
  );
}

function Sweep({ sweep }: { readonly sweep: System['sweep'] }) {
  if (sweep === null) return <p className="hint">The first sweep comes with the first instance.</p>;
  const { lastSuccessAt, ageMs, durationMs, lagMs, isComplete, watched, nextAt } = sweep;
  return (
    <DefinitionList
      rows={[
        ['Last complete', lastSuccessAt === null ? 'never' : <At key="last" at={lastSuccessAt} />],
        // By the clock of the server: that of the browser may be wrong.
        ['Age', ageMs === null ? null : formatDuration(ageMs)],
        ['Took', `${durationMs} ms`],
        ['Began late by', `${lagMs} ms`],
        ['Read to its end', yesNo(isComplete)],
        ['Instances watched', watched],
        ['Next', nextAt === null ? 'when there is something to watch' : <Until key="next" at={nextAt} />],
      ]}
    />
  );
}

function Rate({ cloud }: { readonly cloud: System['cloud'] | undefined }) {
  if (cloud === undefined) return null;
  const { requestsPerMinute, maxRequestsPerMinute, freeSlots, queueLength, pausedUntil } = cloud;
  const part = Math.min(1, requestsPerMinute / maxRequestsPerMinute);
  return (
    <>
      <div
        className="system-meter"
        role="meter"
        aria-label="Learnt rate, of the setting"
        aria-valuemin={0}
        aria-valuemax={maxRequestsPerMinute}
        aria-valuenow={Math.round(requestsPerMinute)}
      >
        <span style={{ width: `${100 * part}%` }} />
      </div>
      <DefinitionList
        rows={[
          ['Learnt rate', `${Math.round(requestsPerMinute)} a minute`],
          ['Setting', `${maxRequestsPerMinute} a minute`],
          ['Free now', Math.floor(freeSlots)],
          ['Waiting calls', queueLength],
          ['Paused', pausedUntil === null ? 'no' : <Until key="pause" at={pausedUntil} />],
        ]}
      />
    </>
  );
}

function breakerText(breaker: System['cloud']['breaker']): string {
  return { closed: 'closed: calls go through', open: 'open: calls fail at once', half_open: 'half open: trying' }[
    breaker
  ];
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}

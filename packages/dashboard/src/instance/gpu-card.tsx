import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import type { Instance, Metrics } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { LineChart } from '../charts/line-chart.js';
import { Card } from '../ui/card.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { gapOf, linesOf } from './metrics.js';

const REFRESH_MS = 30_000;
const percent = (value: number) => `${Math.round(value)} %`;

/** How busy the GPUs were in the last hour. */
export function GpuCard({ instance }: { readonly instance: Instance }) {
  const { id, novita, status } = instance;
  const api = useApi();
  const isUp = status === 'running' || status === 'ready';
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['metrics', id],
    queryFn: ({ signal }) => api.get<Metrics>(`/v1/instances/${encodeURIComponent(id)}/metrics`, { signal }),
    enabled: novita.instanceId !== null && !novita.released,
    refetchInterval: isUp ? REFRESH_MS : false,
  });
  return (
    <Card title="GPU utilisation, last hour">
      {isLoading ? (
        <Skeleton height="13rem" />
      ) : error !== null && !(error instanceof ApiError && error.code === 'route_not_found') ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : data === undefined || data.gpu.length === 0 ? (
        <p className="muted chart-none">{noneText(error, isUp)}</p>
      ) : (
        <LineChart
          label="GPU utilisation"
          lines={linesOf(data)}
          from={Date.parse(data.from)}
          to={Date.parse(data.to)}
          top={100}
          gapMs={gapOf(data)}
          format={percent}
        />
      )}
    </Card>
  );
}

function noneText(error: Error | null, isUp: boolean): string {
  if (error !== null) return 'This server does not offer measurements.';
  return isUp
    ? 'The cloud has measured nothing yet. It does so about once a minute.'
    : 'It does not run: nothing is measured.';
}

import { Link } from 'wouter';
import { ApiError } from '../api/api-error.js';
import { formatMoney } from '../money/money.js';
import { useSession } from '../session/use-session.js';
import { formatDuration } from '../time/format-duration.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { ErrorNote, Note } from '../ui/error-note.js';
import { costEstimate, type CostEstimate, type Offer } from './cost-estimate.js';
import type { CreateRequest } from './create-request.js';
import { useCreateForm } from './create-form.js';
import type { FieldProblems } from './field-problems.js';
import { requestOf } from './request-of.js';

interface CreateSummaryProps {
  readonly offer: Offer;
  /** What keeps it from being sent, once somebody has tried. */
  readonly problems: FieldProblems;
  readonly error: Error | null;
  readonly isBusy: boolean;
  /** Goes to the field of a path. */
  readonly onGoTo: (path: string) => void;
  /** Sends the form as a wish for another instance. */
  readonly onAskForAnother: () => void;
}

/** What it will cost, what is still wrong, and the button. */
export function CreateSummary(props: CreateSummaryProps) {
  const { offer, problems, error, isBusy, onGoTo, onAskForAnother } = props;
  const { draft } = useCreateForm();
  const { whyReadOnly } = useSession();
  const request = requestOf(draft);
  const isKnown = offer.onDemand !== undefined && offer.spot !== undefined;
  return (
    <Card title="Cost and go">
      <Cost estimate={costEstimate(request, offer)} why={isKnown ? whyNoPrice(request) : 'asking the cloud…'} />
      {problems.size > 0 && <ProblemList problems={problems} onGoTo={onGoTo} />}
      {error !== null && <Refusal error={error} onAskForAnother={onAskForAnother} />}
      {whyReadOnly !== undefined && <Note tone="info">{whyReadOnly}</Note>}
      <Button type="submit" variant="primary" className="create-submit" isBusy={isBusy} whyDisabled={whyReadOnly}>
        {isBusy ? 'Asking…' : 'Create the instance'}
      </Button>
    </Card>
  );
}

function Cost({ estimate, why }: { readonly estimate: CostEstimate; readonly why: string }) {
  const { perHour, mostPerHour, end, untilEnd } = estimate;
  const hasDearer = perHour !== undefined && mostPerHour !== undefined && mostPerHour.amount > perHour.amount;
  return (
    <dl className="create-cost nums">
      <div>
        <dt>Per hour</dt>
        <dd>
          <b>{perHour === undefined ? '–' : formatMoney(perHour)}</b>
          <span className="hint">
            {perHour === undefined ? why : hasDearer ? `up to ${formatMoney(mostPerHour)} by the plan` : ''}
          </span>
        </dd>
      </div>
      <div>
        <dt>In all</dt>
        <dd>
          <b>{untilEnd === undefined ? '–' : formatMoney(untilEnd)}</b>
          <span className="hint">{perHour === undefined ? '' : endText(end)}</span>
        </dd>
      </div>
    </dl>
  );
}

function whyNoPrice({ productId, gpuName }: CreateRequest): string {
  return productId === undefined && gpuName === undefined
    ? 'choose a GPU to see the price'
    : 'nothing that fits is on offer now';
}

function endText(end: CostEstimate['end']): string {
  if (end === undefined) return 'it runs until somebody stops it';
  const after = formatDuration(end.afterMs);
  switch (end.by) {
    case 'maxCost':
      return `the budget lasts ${after}`;
    case 'stopAfter':
      return `stopped after ${after}`;
    case 'deleteAfter':
      return `deleted after ${after}`;
  }
}

function ProblemList({
  problems,
  onGoTo,
}: {
  readonly problems: FieldProblems;
  readonly onGoTo: (path: string) => void;
}) {
  return (
    <div className="note note-bad" role="alert">
      <div className="note-words">
        <p className="note-title">
          {problems.size === 1 ? 'One field needs a look' : `${problems.size} fields need a look`}
        </p>
        <ul className="create-problems">
          {[...problems].map(([path, message]) => (
            <li key={path}>
              <button type="button" onClick={() => onGoTo(path)}>
                <span className="mono">{path}</span>: {message}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Why the server made no instance. What is wrong with fields is told with the problems. */
function Refusal({ error, onAskForAnother }: { readonly error: Error; readonly onAskForAnother: () => void }) {
  if (!(error instanceof ApiError)) return <ErrorNote error={error} />;
  if (error.code === 'idempotency_key_reused') {
    const made = /inst_[\w-]+/.exec(error.message)?.[0];
    return (
      <Note tone="warn">
        <p className="note-title">An earlier try did make an instance</p>
        <p>Its answer was lost on the way, and the form has been changed since.</p>
        <div className="line create-again">
          {made !== undefined && <Link href={`/instances/${made}`}>Look at it</Link>}
          <Button isSmall onClick={onAskForAnother}>
            Create another
          </Button>
        </div>
      </Note>
    );
  }
  if (error.fields.length > 0) return null;
  if (error.status === 0) {
    return (
      <Note tone="bad">
        <p className="note-title">No answer came</p>
        <p>
          It is not known whether the server took the request. Press the button again: it makes one instance, not two.
        </p>
      </Note>
    );
  }
  return <ErrorNote error={error} />;
}

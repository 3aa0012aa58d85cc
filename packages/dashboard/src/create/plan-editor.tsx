import { useState } from 'react';
import { formatMoney } from '../money/money.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { ErrorNote } from '../ui/error-note.js';
import { CandidateEditor } from './candidate-editor.js';
import { costEstimate, type Offer } from './cost-estimate.js';
import { useCreateForm, withoutRow } from './create-form.js';
import { moved, newCandidate, type CandidateDraft } from './draft.js';
import { candidatePath } from './field-problems.js';
import { LIMITS } from './limits.js';
import { requestOf } from './request-of.js';

interface PlanEditorProps {
  readonly offer: Offer;
  readonly error: unknown;
  /** The place that is open to be changed. */
  readonly openRow: string | undefined;
  readonly onOpen: (rowId: string | undefined) => void;
  readonly onRetry: () => void;
}

/** Where the instance may be created, in this order. */
export function PlanEditor({ offer, error, openRow, onOpen, onRetry }: PlanEditorProps) {
  const { draft, edit, newRowId, problemAt } = useCreateForm();
  const { candidates } = draft;
  const [told, setTold] = useState('');
  const isFull = candidates.length > LIMITS.fallback.maxItems;

  function move(index: number, by: -1 | 1) {
    const next = moved(candidates, index, by);
    if (next === candidates) return;
    edit({ candidates: next });
    setTold(`Moved to place ${index + by + 1} of ${candidates.length}.`);
  }

  function add() {
    const last = candidates.at(-1);
    const row = newCandidate(newRowId(), { by: last?.by ?? 'product' });
    edit({ candidates: [...candidates, row] });
    onOpen(row.rowId);
  }

  function remove({ rowId }: CandidateDraft, index: number) {
    const next = withoutRow(candidates, rowId);
    edit({ candidates: next });
    if (openRow === rowId) onOpen((next[index] ?? next.at(-1))?.rowId);
    setTold('Removed.');
  }

  return (
    <Card title="GPU and place">
      {error !== null && error !== undefined && <ErrorNote error={error} onRetry={onRetry} />}
      <ol className="create-plan">
        {candidates.map((candidate, index) => {
          const isOpen = candidate.rowId === openRow;
          const name = index === 0 ? 'First choice' : `Fallback ${index}`;
          const isWrong = ['productId', 'gpuName', 'maxHourlyPrice', 'regions'].some(
            (field) => problemAt(`${candidatePath(index)}${field}`) !== null,
          );
          return (
            <li
              key={candidate.rowId}
              className="create-candidate"
              data-open={isOpen}
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                event.preventDefault();
                move(index, event.key === 'ArrowUp' ? -1 : 1);
              }}
            >
              <div className="create-candidate-head">
                <span className="create-candidate-number nums" aria-hidden="true">
                  {index + 1}
                </span>
                <div className="create-candidate-words">
                  <h3>{name}</h3>
                  <CandidateSummary candidate={candidate} offer={offer} />
                  {isWrong && !isOpen && <p className="field-error">Something is missing here.</p>}
                </div>
                <div className="create-candidate-buttons">
                  {candidates.length > 1 && (
                    <>
                      <Button
                        isSmall
                        aria-label={`Move ${name} up`}
                        disabled={index === 0}
                        onClick={() => move(index, -1)}
                      >
                        ↑
                      </Button>
                      <Button
                        isSmall
                        aria-label={`Move ${name} down`}
                        disabled={index === candidates.length - 1}
                        onClick={() => move(index, 1)}
                      >
                        ↓
                      </Button>
                      <Button isSmall aria-label={`Remove ${name}`} onClick={() => remove(candidate, index)}>
                        Remove
                      </Button>
                    </>
                  )}
                  {!isOpen && (
                    <Button isSmall aria-label={`Edit ${name}`} onClick={() => onOpen(candidate.rowId)}>
                      Edit
                    </Button>
                  )}
                </div>
              </div>
              {isOpen && <CandidateEditor candidate={candidate} index={index} offer={offer} />}
            </li>
          );
        })}
      </ol>
      <div className="line">
        <Button whyDisabled={isFull ? `At most ${LIMITS.fallback.maxItems} fallbacks.` : undefined} onClick={add}>
          Add a fallback
        </Button>
        <span className="hint">Tried when the places before have no room. Alt with ↑ or ↓ moves one, too.</span>
      </div>
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </Card>
  );
}

/** A place of the plan in a line. */
function CandidateSummary({ candidate, offer }: { readonly candidate: CandidateDraft; readonly offer: Offer }) {
  const { draft } = useCreateForm();
  const { by, productId, gpuName, billingMode, regions } = candidate;
  const product = offer[billingMode]?.find(({ id }) => id === productId);
  const what = by === 'product' ? (product?.name ?? productId) : gpuName.trim() === '' ? '' : `any ${gpuName.trim()}`;
  const { perHour } = costEstimate(requestOf({ ...draft, candidates: [candidate] }), offer);
  const parts = [
    what === '' ? 'nothing chosen yet' : what,
    billingMode === 'spot' ? 'spot' : 'on demand',
    regions.length === 0 ? null : regions.join(', '),
    perHour === undefined ? null : `${formatMoney(perHour)} an hour`,
  ];
  return <p className="hint nums">{parts.filter((part) => part !== null).join(' · ')}</p>;
}

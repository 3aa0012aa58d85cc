import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef, useState, type SyntheticEvent } from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { ApiError } from '../api/api-error.js';
import type { Instance } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useFleet } from '../live/use-fleet.js';
import '../styles/create.css';
import { Card } from '../ui/card.js';
import { newId } from '../ui/new-id.js';
import { PageHeader } from '../ui/page-header.js';
import { CreateFormContext, type CreateForm } from './create-form.js';
import { CreateSummary } from './create-summary.js';
import { emptyDraft, type CreateDraft } from './draft.js';
import { candidateOf, fieldProblems, type FieldProblems } from './field-problems.js';
import { PlanEditor } from './plan-editor.js';
import { PortFields } from './port-fields.js';
import { ProgramTabs } from './program-tabs.js';
import { PromiseFields } from './promise-fields.js';
import { requestOf } from './request-of.js';
import { serverProblems } from './server-problems.js';
import { useOffer } from './use-offer.js';
import { VariableFields } from './variable-fields.js';
import { WorkloadFields } from './workload-fields.js';

const NONE: FieldProblems = new Map();

/** Asks for an instance. */
export default function CreateScreen() {
  const api = useApi();
  const fleet = useFleet();
  const [, navigate] = useLocation();
  const { offer, error: offerError, retry } = useOffer();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<CreateDraft>(() => emptyDraft(newId()));
  const [openRow, setOpenRow] = useState(draft.candidates[0]?.rowId);
  const [visitedPaths, setVisitedPaths] = useState<ReadonlySet<string>>(new Set());
  const [hasTried, setHasTried] = useState(false);
  const [refused, setRefused] = useState<FieldProblems>(NONE);
  // The same for every try of this form, so that a double click or a lost answer makes no second instance.
  const idempotencyKey = useRef(newId());

  const creation = useMutation({
    mutationFn: (asked: CreateDraft) =>
      api.post<Instance>('/v1/instances', requestOf(asked), { idempotencyKey: idempotencyKey.current }),
    onSuccess: ({ id }) => {
      fleet.reread(id);
      navigate(`/instances/${id}`);
    },
    onError: (error, asked) => {
      if (error instanceof ApiError) setRefused(serverProblems(error.fields, asked));
    },
  });

  const own = useMemo(() => fieldProblems(draft), [draft]);
  const value = useMemo<CreateForm>(
    () => ({
      draft,
      edit: (change, path) => {
        setDraft((before) => ({ ...before, ...change }));
        // Without a path rows have come, gone or moved, and paths of before mean others now.
        setRefused((before) => (path === undefined ? NONE : without(before, path)));
      },
      problemAt: (path) =>
        (hasTried || visitedPaths.has(path) ? own.get(path) : undefined) ?? refused.get(path) ?? null,
      visited: (path) => setVisitedPaths((before) => (before.has(path) ? before : new Set(before).add(path))),
      newRowId: newId,
    }),
    [draft, own, refused, hasTried, visitedPaths],
  );

  function goTo(path: string) {
    const candidate = draft.candidates[candidateOf(path) ?? -1];
    // Only fields that are there can be gone to.
    if (candidate !== undefined) flushSync(() => setOpenRow(candidate.rowId));
    const control = form.current?.elements.namedItem(path);
    if (!(control instanceof HTMLElement)) return;
    control.closest('details')?.setAttribute('open', '');
    control.focus();
  }

  function submit(event?: SyntheticEvent) {
    event?.preventDefault();
    if (creation.isPending) return;
    setHasTried(true);
    const [first] = own.keys();
    if (first !== undefined) goTo(first);
    else creation.mutate(draft);
  }

  function askForAnother() {
    idempotencyKey.current = newId();
    submit();
  }

  return (
    <CreateFormContext value={value}>
      <PageHeader title="Create an instance">
        Ask once: the server finds a place by the plan, and makes exactly one.
      </PageHeader>
      <form
        ref={form}
        className="create"
        noValidate
        onSubmit={submit}
        onMouseDown={(event) => {
          // It takes no focus: a field that is left may say what is wrong with it, and move the button from the pointer.
          if (event.target instanceof Element && event.target.closest('button, summary')) event.preventDefault();
        }}
      >
        <div className="create-fields">
          <PlanEditor offer={offer} error={offerError} openRow={openRow} onOpen={setOpenRow} onRetry={retry} />
          <WorkloadFields />
          <PortFields />
          <VariableFields />
          <PromiseFields />
        </div>
        <div className="create-side">
          <CreateSummary
            offer={offer}
            problems={hasTried ? new Map([...refused, ...own]) : refused}
            error={creation.error}
            isBusy={creation.isPending || creation.isSuccess}
            onGoTo={goTo}
            onAskForAnother={askForAnother}
          />
          <Card title="The same by other means">
            <ProgramTabs draft={draft} />
          </Card>
        </div>
      </form>
    </CreateFormContext>
  );
}

function without(problems: FieldProblems, path: string): FieldProblems {
  if (!problems.has(path)) return problems;
  return new Map([...problems].filter(([each]) => each !== path));
}

import { useMemo } from 'react';
import type { InstanceStatus } from '../api/schemas.js';
import type { Row } from '../live/row.js';
import { Icon } from '../shell/icon.js';
import { Mark } from '../ui/badge.js';
import { nameOfStatus, toneOfStatus } from '../ui/status.js';
import type { FleetView } from './fleet-filter.js';
import type { FleetTotals } from './fleet-totals.js';
import { COLUMNS } from './columns.js';
import type { SortKey } from './fleet-order.js';
import { regionOf } from './place-of.js';
import { STATUS_ORDER } from './status-order.js';

interface FleetFiltersProps {
  readonly view: FleetView;
  readonly rows: readonly Row[];
  readonly totals: FleetTotals | null;
  /** Names of the API keys by id, for administrators; null for others, who see only their own instances. */
  readonly owners: ReadonlyMap<string, string> | null;
  readonly onChange: (change: Partial<FleetView>) => void;
}

/** Chooses what the table shows. */
export function FleetFilters({ view, rows, totals, owners, onChange }: FleetFiltersProps) {
  const regions = useMemo(
    () => [...new Set(rows.map(({ instance }) => regionOf(instance)))].filter((each) => each !== null).sort(),
    [rows],
  );
  const toggle = (status: InstanceStatus) => {
    const statuses = view.statuses.includes(status)
      ? view.statuses.filter((each) => each !== status)
      : [...view.statuses, status];
    onChange({ statuses });
  };
  const shown = STATUS_ORDER.filter(
    (status) => (totals?.byStatus.get(status) ?? 0) > 0 || view.statuses.includes(status),
  );
  return (
    <div className="fleet-filters" role="search" aria-label="Filter the instances">
      <div className="fleet-filters-fields">
        <label className="fleet-search">
          <span className="visually-hidden">Search by name, id, GPU, image or label</span>
          <Icon name="search" />
          <input
            className="input"
            type="search"
            placeholder="Name, id, GPU, image, label…"
            value={view.search}
            onChange={(event) => onChange({ search: event.target.value })}
          />
        </label>
        <Choice
          label="Region"
          all="All regions"
          value={view.region}
          options={regions.map((region) => [region, region])}
          onChange={(region) => onChange({ region })}
        />
        {owners !== null && owners.size > 1 && (
          <Choice
            label="API key"
            all="All API keys"
            value={view.owner}
            options={[...owners]}
            onChange={(owner) => onChange({ owner })}
          />
        )}
        <label className="fleet-sort">
          <span className="visually-hidden">Sort by</span>
          <select
            className="select"
            value={view.sort}
            onChange={(event) => onChange({ sort: event.target.value as SortKey, isDescending: false })}
          >
            {COLUMNS.map(({ key, title }) => (
              <option key={key} value={key}>
                Sort by {title.toLowerCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="fleet-chips" role="group" aria-label="Status">
        <button
          type="button"
          className="chip"
          aria-pressed={view.isProblemsOnly}
          onClick={() => onChange({ isProblemsOnly: !view.isProblemsOnly })}
        >
          <Mark tone="warn" />
          Needs a look <span className="chip-count">{totals?.problems ?? 0}</span>
        </button>
        {shown.map((status) => (
          <button
            key={status}
            type="button"
            className="chip"
            aria-pressed={view.statuses.includes(status)}
            onClick={() => toggle(status)}
          >
            <Mark tone={toneOfStatus(status)} />
            {nameOfStatus(status)} <span className="chip-count">{totals?.byStatus.get(status) ?? 0}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** The choice that leaves nothing out. */
  readonly all: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <label className="fleet-choice">
      <span className="visually-hidden">{label}</span>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{all}</option>
        {/* An address may name one that is gone. */}
        {value !== '' && !options.some(([each]) => each === value) && <option value={value}>{value}</option>}
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

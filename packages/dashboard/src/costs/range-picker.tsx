import { useState } from 'react';
import { InputField } from '../ui/input-field.js';
import { Segments } from '../ui/segments.js';
import { dayOf, lastDays, rangeProblem, type UsageRange } from './usage-range.js';

const PRESETS = ['7', '30', '90'] as const;
type Choice = (typeof PRESETS)[number] | 'custom';

interface RangePickerProps {
  readonly range: UsageRange;
  readonly onChange: (range: UsageRange) => void;
}

/** Chooses the days: the last 7, 30 or 90, or any. */
export function RangePicker({ range, onChange }: RangePickerProps) {
  const today = Date.now();
  const [isCustom, setIsCustom] = useState(false);
  const [typed, setTyped] = useState(range);
  const preset = PRESETS.find((days) => {
    const { from, to } = lastDays(Number(days), today);
    return range.from === from && range.to === to;
  });
  const choice: Choice = isCustom ? 'custom' : (preset ?? 'custom');

  function type(part: Partial<UsageRange>) {
    const next = { ...typed, ...part };
    setTyped(next);
    if (rangeProblem(next) === undefined) onChange(next);
  }

  return (
    <div className="costs-range">
      <Segments<Choice>
        label="Days"
        value={choice}
        options={[
          ...PRESETS.map((days) => ({ value: days, name: `${days} days` })),
          { value: 'custom', name: 'Custom' },
        ]}
        onChange={(next) => {
          setIsCustom(next === 'custom');
          setTyped(range);
          if (next !== 'custom') onChange(lastDays(Number(next), today));
        }}
      />
      {choice === 'custom' && (
        <>
          <InputField
            label="First day"
            error={rangeProblem(typed)}
            type="date"
            max={dayOf(today)}
            value={typed.from}
            onChange={(from) => type({ from })}
          />
          <InputField
            label="Last day"
            type="date"
            max={dayOf(today)}
            value={typed.to}
            onChange={(to) => type({ to })}
          />
        </>
      )}
    </div>
  );
}

import { formatMoney } from '../money/money.js';
import { Field } from '../ui/field.js';
import { Segments } from '../ui/segments.js';
import type { Offer } from './cost-estimate.js';
import { useCreateForm, withRow } from './create-form.js';
import type { CandidateDraft } from './draft.js';
import { candidatePath } from './field-problems.js';
import { productList, regionsOf } from './product-list.js';
import { ProductPicker } from './product-picker.js';
import { TextField } from './text-field.js';

interface CandidateEditorProps {
  readonly candidate: CandidateDraft;
  readonly index: number;
  readonly offer: Offer;
}

/** One place of the plan, opened to be changed. */
export function CandidateEditor({ candidate, index, offer }: CandidateEditorProps) {
  const { draft, edit, problemAt } = useCreateForm();
  const path = candidatePath(index);
  const products = offer[candidate.billingMode];
  const change = (part: Partial<CandidateDraft>, field: string) =>
    edit({ candidates: withRow(draft.candidates, candidate.rowId, part) }, `${path}${field}`);

  return (
    <div className="create-candidate-body">
      <div className="line">
        <Segments
          label="How it is paid"
          value={candidate.billingMode}
          options={[
            { value: 'onDemand', name: 'On demand' },
            { value: 'spot', name: 'Spot' },
          ]}
          // What can be had as spot is another list: a product of the one need not be in the other.
          onChange={(billingMode) => change({ billingMode }, 'productId')}
        />
        <Segments
          label="How the GPU is chosen"
          value={candidate.by}
          options={[
            { value: 'product', name: 'Pick a product' },
            { value: 'gpu', name: 'Name a GPU' },
          ]}
          onChange={(by) => change({ by }, by === 'gpu' ? 'gpuName' : 'productId')}
        />
      </div>
      {candidate.billingMode === 'spot' && (
        <p className="hint">
          Cheaper, but the cloud may take it back at any time; see “When spot is taken back” below.
        </p>
      )}
      {candidate.by === 'gpu' ? (
        <GpuName
          candidate={candidate}
          path={path}
          offer={offer}
          onChange={(gpuName) => change({ gpuName }, 'gpuName')}
        />
      ) : (
        <>
          <ProductPicker
            products={products}
            chosen={candidate.productId}
            path={`${path}productId`}
            onChoose={({ id }) => change({ productId: id }, 'productId')}
          />
          {problemAt(`${path}productId`) !== null && (
            <p className="field-error" role="alert">
              {problemAt(`${path}productId`)}
            </p>
          )}
        </>
      )}
      <div className="create-grid">
        <TextField
          label="Price cap, USD an hour"
          path={`${path}maxHourlyPrice`}
          value={candidate.maxHourlyPrice}
          placeholder="no cap"
          inputMode="decimal"
          hint="Of the whole instance"
          onChange={(maxHourlyPrice) => change({ maxHourlyPrice }, 'maxHourlyPrice')}
        />
      </div>
      <Regions
        candidate={candidate}
        path={path}
        known={regionsFor(candidate, offer)}
        onChange={(regions) => change({ regions }, 'regions')}
      />
    </div>
  );
}

interface GpuNameProps {
  readonly candidate: CandidateDraft;
  readonly path: string;
  readonly offer: Offer;
  readonly onChange: (gpuName: string) => void;
}

function GpuName({ candidate, path, offer, onChange }: GpuNameProps) {
  const products = offer[candidate.billingMode];
  const names = [...new Set(products?.map(({ name }) => name))].toSorted((a, b) => a.localeCompare(b));
  return (
    <>
      <TextField
        label="GPU"
        path={`${path}gpuName`}
        value={candidate.gpuName}
        placeholder="4090"
        list={`${candidate.rowId}-gpus`}
        hint={matches(candidate, offer)}
        onChange={onChange}
      />
      <datalist id={`${candidate.rowId}-gpus`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** What a name of a GPU stands for now. */
function matches({ gpuName, billingMode }: CandidateDraft, offer: Offer): string {
  const name = gpuName.trim().toLowerCase();
  const products = offer[billingMode];
  if (name === '' || products === undefined)
    return 'Part of its name. The cheapest that fits and is in stock is taken.';
  const fitting = productList(products, { search: '', region: '', availableOnly: false, order: 'price' }).filter(
    (each) => each.name.toLowerCase().includes(name),
  );
  const available = fitting.filter((each) => each.available);
  if (fitting.length === 0) return 'Nothing on offer has this in its name.';
  const [cheapest] = available;
  if (cheapest === undefined) return `${fitting.length} on offer, all sold out at present.`;
  const price = cheapest.pricePerGpuHour === null ? '' : ` from ${formatMoney(cheapest.pricePerGpuHour)} per GPU`;
  return `${available.length} in stock${price}. The cheapest that fits is taken.`;
}

/** Regions in which what was named can be had. */
function regionsFor({ by, productId, gpuName, billingMode }: CandidateDraft, offer: Offer): string[] {
  const products = offer[billingMode] ?? [];
  const named = products.filter(({ id, name }) =>
    by === 'product' ? id === productId : name.toLowerCase().includes(gpuName.trim().toLowerCase()),
  );
  const regions = regionsOf(named);
  return regions.length > 0 ? regions : regionsOf(products);
}

interface RegionsProps {
  readonly candidate: CandidateDraft;
  readonly path: string;
  readonly known: readonly string[];
  readonly onChange: (regions: readonly string[]) => void;
}

/** Regions in the order in which they are tried: that in which they were pressed. */
function Regions({ candidate: { regions }, path, known, onChange }: RegionsProps) {
  const { problemAt } = useCreateForm();
  const all = [...new Set([...known, ...regions])];
  const problems = [problemAt(`${path}regions`), ...regions.map((_, index) => problemAt(`${path}regions[${index}]`))];
  const problem = problems.filter((each) => each !== null).join(' ');
  return (
    <Field
      label="Regions"
      error={problem === '' ? null : problem}
      hint={regions.length === 0 ? 'None chosen: the cloud chooses' : 'Tried in this order'}
    >
      {(control) => (
        <div
          className="line"
          role="group"
          aria-label="Regions"
          id={control.id}
          aria-describedby={control['aria-describedby']}
        >
          {all.length === 0 && <span className="muted">none known</span>}
          {all.map((region) => {
            const place = regions.indexOf(region);
            return (
              <button
                key={region}
                type="button"
                className="chip"
                aria-pressed={place !== -1}
                onClick={() =>
                  onChange(place === -1 ? [...regions, region] : regions.filter((each) => each !== region))
                }
              >
                {place !== -1 && regions.length > 1 && <span className="chip-count">{place + 1}</span>}
                {region}
              </button>
            );
          })}
        </div>
      )}
    </Field>
  );
}

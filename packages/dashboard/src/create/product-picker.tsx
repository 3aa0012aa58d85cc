import { useDeferredValue, useId, useState } from 'react';
import { formatMoney } from '../money/money.js';
import { Badge, type Tone } from '../ui/badge.js';
import { Skeleton } from '../ui/skeleton.js';
import {
  productList,
  regionsOf,
  stockOf,
  type Product,
  type ProductFilter,
  type ProductOrder,
} from './product-list.js';

interface ProductPickerProps {
  readonly products: readonly Product[] | undefined;
  readonly chosen: string;
  /** Path of the field in the request. */
  readonly path: string;
  readonly onChoose: (product: Product) => void;
}

const ORDERS: readonly (readonly [ProductOrder, string])[] = [
  ['price', 'Cheapest first'],
  ['stock', 'Most in stock first'],
  ['memory', 'Most memory first'],
  ['name', 'By name'],
];

const STOCK_TONES: Readonly<Record<string, Tone>> = { high: 'good', normal: 'good', low: 'warn', none: 'quiet' };

/** The catalogue, to pick a product from. */
export function ProductPicker({ products, chosen, path, onChoose }: ProductPickerProps) {
  const group = useId();
  const [filter, setFilter] = useState<ProductFilter>({ search: '', region: '', availableOnly: false, order: 'price' });
  const deferred = useDeferredValue(filter);
  const shown = products && productList(products, deferred);
  const change = (part: Partial<ProductFilter>) => setFilter({ ...filter, ...part });
  return (
    <div className="create-picker">
      <div className="create-picker-tools">
        <input
          type="search"
          // By this name the form finds the place where a product is picked.
          name={path}
          className="input"
          placeholder="Search products"
          aria-label="Search products"
          value={filter.search}
          onChange={({ target }) => change({ search: target.value })}
          // Enter would send the form.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <select
          className="select"
          aria-label="Only in region"
          value={filter.region}
          onChange={({ target }) => change({ region: target.value })}
        >
          <option value="">Every region</option>
          {regionsOf(products ?? []).map((region) => (
            <option key={region}>{region}</option>
          ))}
        </select>
        <select
          className="select"
          aria-label="Order"
          value={filter.order}
          onChange={({ target }) => change({ order: target.value as ProductOrder })}
        >
          {ORDERS.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="chip"
          aria-pressed={filter.availableOnly}
          onClick={() => change({ availableOnly: !filter.availableOnly })}
        >
          In stock only
        </button>
      </div>
      {/* Always as high as when it is full, so that nothing moves while one types. */}
      <div className="create-products" role="radiogroup" aria-label="Product">
        {shown === undefined && <Skeleton lines={5} height="2.75rem" />}
        {shown?.length === 0 && (
          <p className="create-none">
            {products?.length === 0 ? 'The cloud offers nothing at present.' : 'No product fits. Search for less.'}
          </p>
        )}
        {shown?.map((product) => (
          <label key={product.id} className="create-product">
            <input
              type="radio"
              className="visually-hidden"
              name={group}
              checked={product.id === chosen}
              onChange={() => onChoose(product)}
            />
            <ProductRow product={product} />
          </label>
        ))}
      </div>
    </div>
  );
}

function ProductRow({ product }: { readonly product: Product }) {
  const { name, id, pricePerGpuHour, vcpusPerGpu, memoryPerGpuGb, regions } = product;
  const stock = stockOf(product);
  const size = [
    vcpusPerGpu !== null && `${vcpusPerGpu} vCPU`,
    memoryPerGpuGb !== null && `${memoryPerGpuGb} GB memory`,
    regions.length === 0 ? 'every region' : regions.join(', '),
  ];
  return (
    <span className="create-product-row" title={id}>
      <span className="create-product-name">
        <b>{name}</b>
        <span className="hint">{size.filter(Boolean).join(' · ')}</span>
      </span>
      <Badge tone={STOCK_TONES[stock.level] ?? 'info'}>{stock.label}</Badge>
      <span className="create-product-price nums">
        {pricePerGpuHour === null ? (
          <span className="muted">no price</span>
        ) : (
          <>
            <b>{formatMoney(pricePerGpuHour)}</b>
            <span className="hint"> GPU/h</span>
          </>
        )}
      </span>
    </span>
  );
}

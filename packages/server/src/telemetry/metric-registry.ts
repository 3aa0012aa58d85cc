/** Values of the labels of one series, in the order of their names. */
type Labels = Readonly<Record<string, string>>;

/** Something that is measured. */
export interface MetricInfo {
  /** In base units, with the unit in the name; see https://prometheus.io/docs/practices/naming/. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds, ascending; histograms only. */
  readonly buckets?: readonly number[];
}

interface Distribution {
  readonly counts: number[];
  sum: number;
  count: number;
}

/**
 * Numbers for Prometheus, in its text format 0.0.4. The names are given once, so that the documentation and the code
 * cannot differ. A set of labels must be small and known: nothing that a caller makes up may become one.
 */
export class MetricRegistry {
  readonly #infos = new Map<string, MetricInfo>();
  readonly #values = new Map<string, Map<string, number>>();
  readonly #distributions = new Map<string, Map<string, Distribution>>();

  constructor(infos: readonly MetricInfo[]) {
    for (const info of infos) {
      this.#infos.set(info.name, info);
      this.#values.set(info.name, new Map());
      this.#distributions.set(info.name, new Map());
    }
  }

  /** Adds to a counter. */
  count(name: string, labels: Labels = {}, by = 1): void {
    const series = this.#series(name);
    const key = keyOf(labels);
    series.set(key, (series.get(key) ?? 0) + by);
  }

  /** Sets the value of a gauge, or of a counter that is kept elsewhere. */
  set(name: string, value: number, labels: Labels = {}): void {
    this.#series(name).set(keyOf(labels), value);
  }

  /** Forgets the values of a metric whose labels may go away. */
  clear(name: string): void {
    this.#series(name).clear();
  }

  /** Adds a value to a histogram. */
  observe(name: string, value: number, labels: Labels = {}): void {
    const buckets = this.#infos.get(name)?.buckets;
    const series = this.#distributions.get(name);
    if (buckets === undefined || series === undefined) throw new Error(`there is no histogram ${name}`);
    const key = keyOf(labels);
    let distribution = series.get(key);
    if (distribution === undefined) {
      distribution = { counts: buckets.map(() => 0), sum: 0, count: 0 };
      series.set(key, distribution);
    }
    const index = buckets.findIndex((bound) => value <= bound);
    if (index >= 0) distribution.counts[index] = (distribution.counts[index] ?? 0) + 1;
    distribution.sum += value;
    distribution.count += 1;
  }

  /** All values as text. */
  render(): string {
    let text = '';
    for (const info of this.#infos.values()) {
      text += `# HELP ${info.name} ${info.help}\n# TYPE ${info.name} ${info.type}\n`;
      for (const [key, value] of this.#series(info.name)) text += `${info.name}${braces(key)} ${number(value)}\n`;
      for (const [key, value] of this.#distributions.get(info.name) ?? []) text += renderHistogram(info, key, value);
    }
    return text;
  }

  #series(name: string): Map<string, number> {
    const series = this.#values.get(name);
    if (series === undefined) throw new Error(`there is no metric ${name}`);
    return series;
  }
}

function renderHistogram({ name, buckets = [] }: MetricInfo, key: string, value: Distribution): string {
  let text = '';
  let below = 0;
  const prefix = key === '' ? '' : `${key},`;
  buckets.forEach((bound, index) => {
    below += value.counts[index] ?? 0;
    text += `${name}_bucket{${prefix}le="${bound}"} ${below}\n`;
  });
  text += `${name}_bucket{${prefix}le="+Inf"} ${value.count}\n`;
  return `${text}${name}_sum${braces(key)} ${number(value.sum)}\n${name}_count${braces(key)} ${value.count}\n`;
}

function keyOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`)
    .join(',');
}

function braces(key: string): string {
  return key === '' ? '' : `{${key}}`;
}

function number(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';
}

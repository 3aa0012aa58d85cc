import { describe, expect, it, onTestFinished } from 'vitest';
import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { readDescription } from '../../../simulator/test/contract/description.js';
import { FORMS, withStage } from '../../../simulator/test/contract/forms.js';
import type { Call } from '../../../simulator/test/contract/stage.js';
import type { ContractCase, ContractCases } from './contract-case.js';
import { RecordingProxy, type Exchange } from './recording-proxy.js';
import { RequestCheck } from './request-check.js';
import { shown } from './shown.js';
import { V1_ACCOUNT_CASES } from './v1-account-cases.js';
import { V1_BILLING_CASES } from './v1-billing-cases.js';
import { V1_CATALOGUE_CASES } from './v1-catalogue-cases.js';
import { V1_INSTANCE_CASES } from './v1-instance-cases.js';
import { V1_SERVERLESS_CASES } from './v1-serverless-cases.js';
import { V2_CASES } from './v2-cases.js';

/** How many of the 98 operations have a case here. */
const OPERATIONS_WITH_A_CASE = 98;

const description = readDescription();
const check = new RequestCheck(description);
const cases: ContractCases = {
  ...V1_CATALOGUE_CASES,
  ...V1_INSTANCE_CASES,
  ...V1_ACCOUNT_CASES,
  ...V1_SERVERLESS_CASES,
  ...V1_BILLING_CASES,
  ...V2_CASES,
};

/** A client of the simulator, with a record of what goes over the wire. */
async function connect(baseUrl: string) {
  const proxy = await RecordingProxy.start(baseUrl);
  const client = new NovitaClient({
    apiKey: 'sk_test',
    baseUrl: proxy.url,
    env: {},
    maxRetries: 0,
    // No case waits for a slot, however many calls it makes.
    rateLimit: { requestsPerMinute: Infinity },
  });
  onTestFinished(async () => {
    await client.close();
    await proxy.close();
  });
  return { proxy, api: new NovitaApiService(client) };
}

/** What a request carries, in the form in which a case states it. */
function carried({ path, query, body }: Exchange, template: string): Call {
  const names = Array.from(template.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
  const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`);
  const [, ...values] = pattern.exec(path) ?? [];
  const params = names.map((name, index): [string, string] => [name, decodeURIComponent(values[index] ?? '')]);
  return {
    ...(params.length > 0 && { params: Object.fromEntries(params) }),
    ...(query.length > 0 && { query: Object.fromEntries(query) }),
    ...(body !== undefined && { body }),
  };
}

function asText({ query, ...sends }: Call): Call {
  if (query === undefined) return sends;
  return { ...sends, query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) };
}

describe('every operation of the description', () => {
  it('has a case', () => {
    const ids = description.operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(98);
    expect(Object.keys(cases).filter((id) => !ids.includes(id))).toEqual([]);
    expect(Object.keys(cases)).toHaveLength(OPERATIONS_WITH_A_CASE);
  });
});

describe('the check of requests', () => {
  const exchange = (method: string, path: string, sent: Partial<Exchange> = {}): Exchange => ({
    method,
    path: `/gpu-instance/openapi/v1/${path}`,
    query: [],
    headers: { authorization: 'Bearer sk_test', 'content-type': 'application/json' },
    body: undefined,
    status: 200,
    answer: {},
    ...sent,
  });
  const problemsOf = (sent: Exchange): string => check.problems(check.operationOf(sent)!, sent).join();

  it('sees what is missing, misspelt, sent twice or out of range', () => {
    const page = [['pageSize', '10'] as const, ['pageNum', '1'] as const];
    expect(problemsOf(exchange('GET', 'gpu/instances', { query: page }))).toBe('');
    expect(problemsOf(exchange('GET', 'gpu/instances'))).toContain('query.pageSize is missing');
    expect(problemsOf(exchange('GET', 'gpu/instances', { query: [...page, ['page', '1']] }))).toContain(
      'query.page is',
    );
    expect(problemsOf(exchange('GET', 'gpu/instances', { query: [...page, ...page] }))).toContain('sent twice');
    expect(problemsOf(exchange('GET', 'products', { query: [['gpuNum', '9']] }))).toContain('query.gpuNum');
    expect(problemsOf(exchange('GET', 'products', { query: [['gpuNum', 'one']] }))).toContain('query.gpuNum');
    expect(problemsOf(exchange('GET', 'products', { query: [['billingMethod', 'x']] }))).toContain('billingMethod');
    expect(problemsOf(exchange('GET', 'templates', { query: [['channel', 'private,official']] }))).toBe('');
    expect(problemsOf(exchange('GET', 'templates', { query: [['channel', 'private,x']] }))).toContain('query.channel');
  });

  it('holds bodies and headers to the description', () => {
    const body = { instanceId: 'i' };
    expect(problemsOf(exchange('POST', 'gpu/instance/start', { body }))).toBe('');
    expect(problemsOf(exchange('POST', 'gpu/instance/start'))).toContain('the body is missing');
    expect(problemsOf(exchange('POST', 'gpu/instance/start', { body: { ...body, x: 1 } }))).toContain('"x"');
    expect(problemsOf(exchange('POST', 'gpu/instance/start', { body: {} }))).toContain('instanceId');
    expect(problemsOf(exchange('GET', 'clusters', { body }))).toContain('none is described');
    expect(problemsOf(exchange('POST', 'gpu/instance/start', { body, headers: {} }))).toContain('bearer token');
  });

  it('tells operations by method and path', () => {
    expect(check.operationOf(exchange('GET', 'image/prewarm'))?.operationId).toBe('listPrewarmTasks');
    expect(check.operationOf(exchange('POST', 'image/prewarm'))?.operationId).toBe('createPrewarmTask');
    expect(check.operationOf(exchange('POST', '', { path: '/gpus/v2/jobs/save-image' }))?.operationId).toBe(
      'v2SaveImage',
    );
    expect(check.operationOf(exchange('GET', 'image/warm'))).toBeUndefined();
  });
});

describe.each(description.operations.filter(({ operationId }) => operationId in cases))(
  '$operationId',
  ({ operationId, path }) => {
    // Which operation it is, is not known to the compiler here; each case was checked where it is written.
    const found = cases[operationId as keyof ContractCases] as ContractCase<never>;

    it.each(FORMS)('is called and read as described%s', async (_name, options) => {
      await withStage(options, async (stage) => {
        const { proxy, api } = await connect(stage.simulator.baseUrl);
        const calls = await found.calls(api, stage);
        expect(calls.length).toBeGreaterThan(0);
        for (const { make, sends = {} } of calls) {
          const result = await make();
          const exchanges = proxy.take();
          for (const exchange of exchanges) {
            const operation = check.operationOf(exchange);
            if (operation === undefined) throw new Error(`${exchange.method} ${exchange.path} is not described`);
            expect([operationId, ...(found.also ?? [])]).toContain(operation.operationId);
            expect(check.problems(operation, exchange)).toEqual([]);
          }
          const own = exchanges.find((exchange) => check.operationOf(exchange)?.operationId === operationId);
          if (own === undefined) throw new Error('the operation was not called');
          expect(carried(own, path)).toEqual(asText(sends));
          expect(shown(result)).toEqual(found.result((own.answer ?? {}) as never, exchanges));
        }
      });
    });
  },
);

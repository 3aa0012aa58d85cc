import { describe, expect, it } from 'vitest';
import { RouteTable, routeOf } from '../../src/stats/route-table.js';

describe('routeOf', () => {
  it.each([
    ['/gpu-instance/openapi/v1/gpu/instances', '/gpu-instance/openapi/v1/gpu/instances'],
    ['/gpus/v2/instances/3560b7fec915bbf9', '/gpus/v2/instances/{id}'],
    ['/gpus/v2/instances/3560b7fec915bbf9/start', '/gpus/v2/instances/{id}/start'],
    ['/a/12345678/12345678', '/a/{id}/{id}'],
    ['/v1/instances/0190a3b4-7c1d-7000-8000-000000000000/events', '/v1/instances/{id}/events'],
    ['/orders/7', '/orders/{id}'],
    ['/oauth2/token', '/oauth2/token'],
    ['/x1234567', '/{id}'],
    ['/x123456', '/x123456'],
    ['/a%2Fb%2Fc', '/{id}'],
    ['/', '/'],
  ])('%s is %s', (path, route) => expect(routeOf(path)).toBe(route));
});

describe('RouteTable', () => {
  it('counts by method, route and outcome, most called first', () => {
    const table = new RouteTable();
    table.count('GET', '/a', undefined);
    table.count('GET', '/a', undefined);
    table.count('GET', '/a', 'not_found');
    table.count('POST', '/a', 'server_error');
    table.count('POST', '/a', 'server_error');
    expect(table.snapshot()).toEqual([
      { method: 'GET', route: '/a', calls: 3, outcomes: { success: 2, not_found: 1 } },
      { method: 'POST', route: '/a', calls: 2, outcomes: { server_error: 2 } },
    ]);
  });

  it('keeps 200 routes apart and counts the rest together, so that no caller can fill it', () => {
    const table = new RouteTable();
    for (let each = 0; each < 5_000; each++) table.count('GET', `/r${each}`, undefined);
    table.count('POST', '/late', 'aborted');
    table.count('GET', '/r0', undefined);
    const snapshot = table.snapshot();
    expect(snapshot).toHaveLength(202);
    expect(snapshot[0]).toEqual({ method: 'GET', route: '(other)', calls: 4_800, outcomes: { success: 4_800 } });
    expect(snapshot[1]).toMatchObject({ route: '/r0', calls: 2 });
    expect(snapshot.find(({ method }) => method === 'POST')).toMatchObject({ route: '(other)', calls: 1 });
  });
});

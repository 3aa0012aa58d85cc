import { describe, expect, it } from 'vitest';
import { V1, act, call, create, detail, start, statusOf, UNTIL_RUNNING, type Reply } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

async function exited(simulator: Simulator): Promise<string> {
  const id = await create(simulator);
  simulator.advance(UNTIL_RUNNING);
  await act(simulator, 'stop', id);
  simulator.advance(10);
  return id;
}

const save = (simulator: Simulator, instanceId: string, image = 'registry/mine:1'): Promise<Reply> =>
  call(simulator, 'POST', `${V1}/job/save/image`, { instanceId, image });

const jobIdOf = ({ text }: Reply): string => (JSON.parse(text) as { jobId: string }).jobId;

interface JobList {
  jobs: {
    Id: string;
    type: string;
    state: { state: string; error: string; errorMessage: string };
    logAddress: string;
  }[];
  total: number;
}

async function jobs(simulator: Simulator, query = ''): Promise<JobList> {
  return JSON.parse((await call(simulator, 'GET', `${V1}/jobs${query}`)).text) as JobList;
}

describe('saving an image', () => {
  it('is prepared, runs and succeeds; the instance stays as it is', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const jobId = jobIdOf(await save(simulator, id));
    const states: string[] = [];
    for (const seconds of [1.9, 0.1, 29.9, 0.1]) {
      states.push((await jobs(simulator)).jobs[0]!.state.state);
      simulator.advance(seconds);
    }
    states.push((await jobs(simulator)).jobs[0]!.state.state);
    expect(states).toEqual(['pulling', 'pulling', 'running', 'running', 'success']);
    expect(await statusOf(simulator, id)).toBe('exited');
    expect((await jobs(simulator)).jobs[0]).toMatchObject({ Id: jobId, type: 'saveImage', instanceId: id });
    const images = await call(simulator, 'GET', '/gpus/v2/images?type=private');
    expect(images.text).toContain('registry/mine');
  });

  it('shows as a job of the instance while it runs, one at a time', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const jobId = jobIdOf(await save(simulator, id));
    expect((await detail(simulator, id)).json).toMatchObject({ jobs: [{ id: jobId, type: 'saveImage' }] });
    expect((await save(simulator, id)).json.reason).toBe('DEPENDENT_RESOURCE_STATE');
    simulator.advance(32);
    expect((await detail(simulator, id)).json).toMatchObject({ jobs: [] });
  });

  it('asks for a stopped instance, unless told otherwise', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(UNTIL_RUNNING);
    expect((await save(simulator, id)).json.message).toBe('invalid state change');
    const lax = await start({ saveImageFromRunning: true });
    const other = await create(lax);
    lax.advance(UNTIL_RUNNING);
    expect((await save(lax, other)).status).toBe(200);
  });

  it('fails on demand, and with an instance that is deleted', async () => {
    const simulator = await start();
    const first = await exited(simulator);
    simulator.failJob(jobIdOf(await save(simulator, first)), { error: 'IMAGE_NOT_FOUND', errorMessage: 'no push' });
    const second = await exited(simulator);
    await save(simulator, second);
    await act(simulator, 'delete', second);
    expect((await jobs(simulator)).jobs.map(({ state }) => state)).toEqual([
      { state: 'fail', error: 'DEPENDENT_RESOURCE_STATE', errorMessage: 'the instance is not there any more' },
      { state: 'fail', error: 'IMAGE_NOT_FOUND', errorMessage: 'no push' },
    ]);
    simulator.advance(100);
    expect((await jobs(simulator, '?state=fail')).total).toBe(2);
  });
});

describe('breaking a job', () => {
  it('interrupts it for good', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const jobId = jobIdOf(await save(simulator, id));
    const stop = () => call(simulator, 'POST', `${V1}/job/break`, { jobId });
    expect((await stop()).text).toBe(JSON.stringify({ jobId }));
    simulator.advance(100);
    expect((await jobs(simulator)).jobs[0]?.state.state).toBe('break');
    expect((await stop()).json.reason).toBe('OPERATION_LIMIT');
    expect((await call(simulator, 'GET', '/gpus/v2/images?type=private')).text).not.toContain('mine');
  });

  it('is not for migrations, nor for what is not there', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const jobId = jobIdOf(await act(simulator, 'migrate', id));
    expect((await call(simulator, 'POST', `${V1}/job/break`, { jobId })).json.reason).toBe('OPERATION_LIMIT');
    const missing = await call(simulator, 'POST', `${V1}/job/break`, { jobId: 'none' });
    expect([missing.status, missing.json.reason]).toEqual([400, 'JOB_NOT_FOUND']);
  });
});

describe('a migration job', () => {
  it('that fails leaves the instance stopped, with the error', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const jobId = jobIdOf(await act(simulator, 'migrate', id));
    simulator.advance(5);
    expect((await jobs(simulator)).jobs[0]?.state.state).toBe('running');
    simulator.failJob(jobId, { error: 'NODE_STATUS', errorMessage: 'broken cable' });
    expect((await detail(simulator, id)).json).toMatchObject({
      status: 'exited',
      statusError: { state: 'migrating', message: 'broken cable' },
    });
    simulator.advance(100);
    expect(await statusOf(simulator, id)).toBe('exited');
  });
});

describe('the list of jobs', () => {
  it('is filtered and paged, the newest first', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const first = jobIdOf(await save(simulator, id));
    simulator.advance(100);
    const second = jobIdOf(await act(simulator, 'migrate', id));
    const ids = async (query: string) => (await jobs(simulator, query)).jobs.map(({ Id }) => Id);
    const now = Math.floor(simulator.clock().now / 1000);
    expect(await ids('')).toEqual([second, first]);
    expect(await ids('?type=instanceMigrate')).toEqual([second]);
    expect(await ids('?state=success')).toEqual([first]);
    expect(await ids(`?jobId=${first}`)).toEqual([first]);
    expect(await ids(`?startTime=${now}`)).toEqual([second]);
    expect(await ids(`?endTime=${now - 1}`)).toEqual([first]);
    expect(await ids('?endTime=0')).toEqual([second, first]);
    expect(await jobs(simulator, '?pageSize=1&pageNum=2')).toMatchObject({ jobs: [{ Id: first }], total: 2 });
    expect((await call(simulator, 'GET', `${V1}/jobs?state=done`)).json.reason).toBe('VALIDATOR_PARAM');
  });
});

import { expect, it } from 'vitest';
import { signIn } from './sign-in.js';
import { Stage } from './stage.js';

const stage = Stage.forAllTests();

it('refuses a wrong key and says what to do, then takes the right one', async () => {
  const page = await stage.browser.open(stage.fleet.server.url, { allow: [/401.*\(\/session\)/] });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Enter an API key.').waitFor();
  await page.getByLabel('API key').fill('nfk_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The server does not know this key').waitFor();
  expect(await page.evaluate('document.activeElement.name')).toBe('apiKey');
  await signIn(page, stage.fleet.apiKey);
  await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor();
});

it('brings one to the address that was asked for, keeps one signed in, and keeps no key in the browser', async () => {
  const page = await stage.open('/?q=trainer');
  const search = page.getByRole('searchbox');
  await page.getByText('There are no instances yet').or(search).first().waitFor();
  expect(page.url()).toBe(`${stage.fleet.server.url}/?q=trainer`);
  await page.reload();
  await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor();
  const kept = await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie');
  expect(kept).not.toContain(stage.fleet.apiKey);
  expect(kept).not.toContain('novita_fleet_session');
});

it('signs out for good', async () => {
  const page = await stage.open('/');
  const [cookie] = await page.context().cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to your fleet' }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
  const headers = { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` };
  expect((await fetch(`${stage.fleet.server.url}/session`, { headers })).status).toBe(401);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in to your fleet' }).waitFor();
});

it('leaves the screens before the session ends, so that none of them is refused anything', async () => {
  const page = await stage.open('/system');
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await page.route('**/session', async (route) => {
    // The server has not been asked yet.
    await screens.waitFor({ state: 'detached' });
    await route.continue();
  });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('With an API key of this server').waitFor();
});

it('asks to sign in again when the key was revoked, and shows nothing of before', async () => {
  const { id, key } = await stage.fleet.client.apiKeys.create({ name: 'short-lived', scope: 'read' });
  const page = await stage.browser.open(`${stage.fleet.server.url}/system`, { allow: [/401/, /403/] });
  await signIn(page, key);
  await stage.fleet.client.apiKeys.revoke(id);
  // The screen asks for its figures now and then, and its events end.
  await page.getByText('Your session has ended').waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
});

it('tells when the server is away, and comes back by itself', async () => {
  const page = await stage.open('/', { allow: [/ERR_|Failed to load|50\d/] });
  const indicator = page.locator('.connection');
  await indicator.getByText('Live').waitFor();
  await stage.fleet.server.stop();
  await indicator.getByText('Reconnecting').waitFor();
  await stage.fleet.server.restart();
  await indicator.getByText('Live').waitFor();
});

it('keeps the theme that was chosen', async () => {
  const page = await stage.browser.open(stage.fleet.server.url, { colours: 'light' });
  const background = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
  const light = await background();
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
  expect(await background()).toBe(dark);
});

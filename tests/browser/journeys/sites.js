// Sites as an admin keeps them.
import { check, equal, journey, signIn } from '../lib/journeys.js';

journey('an admin adds a site, and two who change it see both versions', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(409);
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'admin');
  await page.goto(`${demo.origin}/sites/new`);
  await page.fill('[name=phone]', '040 555 0123');
  await page.press('[name=phone]', 'Enter');
  await page.locator('[role=alert]').first().waitFor();
  equal(await page.inputValue('[name=phone]'), '040 555 0123', 'what was typed is kept');
  await page.fill('[name=name]', 'Hafenpraxis');
  await page.selectOption('[name=time_zone]', 'Europe/Berlin');
  await page.press('[name=name]', 'Enter');
  await page.getByRole('heading', { name: 'Hafenpraxis' }).waitFor();
  await page.goto(`${demo.origin}/sites`);
  const address = await page.getByRole('link', { name: 'Hafenpraxis' }).first().getAttribute('href');
  const other = await made.newPage();
  for (const tab of [page, other]) await tab.goto(`${demo.origin}${address}`);
  await other.fill('[name=phone]', '040 555 0100');
  await Promise.all([other.waitForLoadState('load'), other.press('[name=phone]', 'Enter')]);
  await other.getByText('040 555 0100').or(other.locator('[name=phone]')).first().waitFor();
  await page.fill('[name=phone]', '040 555 0199');
  await page.press('[name=phone]', 'Enter');
  await page.getByText('040 555 0100').first().waitFor();
  check((await page.content()).includes('040 555 0199'), 'mine stands beside theirs');
});

// An admin hands in the records of another hospital and reads what became of them.
import { axe, sideways } from '../lib/browser.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';
import { fileURLToPath } from 'node:url';

const fixture = (name) => fileURLToPath(new URL(`../../fixtures/fhir/${name}.json`, import.meta.url));

for (const script of [true, false]) {
  journey(`an admin imports bundles ${script ? 'and watches' : 'without script'}`, async ({ demo, begin }) => {
    const made = await begin({ script, theme: script ? 'light' : 'dark' });
    const page = await made.newPage();
    await signIn(page, demo, 'admin');
    await page.goto(`${demo.origin}/import`);
    await page.setInputFiles('input[type=file]', [fixture('transaction'), fixture('collection')]);
    await page.check('input[name=dry_run]');
    const asked = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/progress')) asked.push(request.headers()['x-background']);
    });
    await Promise.all([page.waitForURL(/\/import\/[0-9a-f-]{36}$/), page.click('main form button.btn-primary')]);
    for (let tries = 0; (await page.locator('main progress').count()) > 0; tries += 1) {
      check(tries < 40, 'the import ends');
      if (!script) await page.reload();
      await page.waitForTimeout(250);
    }
    const row = page.locator('main tr', { has: page.getByRole('rowheader', { name: 'Observation', exact: true }) });
    equal(await row.locator('td').first().innerText(), '4', 'observations that would be created');
    check(await page.getByText('Nothing was kept.').isVisible(), 'the page says that it was a dry run');
    check(asked.every((mark) => mark === '1'), 'asking how far it has come is no activity');
    if (script) {
      check(asked.length > 0, 'the page asks by itself');
      const findings = await axe(page);
      check(findings.length === 0, findings.join('\n'));
    }
    equal(await sideways(page), 0, 'pixels the page can be pushed sideways');
    await page.goto(`${demo.origin}/import`);
    check(await page.getByText('Dry run').first().isVisible(), 'the import stands in the list');
  });
}

journey('a form without a file is shown again with what is missing', async ({ demo, begin }) => {
  const made = await begin({ size: 'phone' });
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'admin');
  await page.goto(`${demo.origin}/import`);
  await page.fill('input[name=source]', 'St. Anne');
  await page.click('main form button.btn-primary');
  await page.getByText('Choose at least one file.').first().waitFor();
  equal(await page.inputValue('input[name=source]'), 'St. Anne', 'what was typed');
  const findings = await axe(page);
  check(findings.length === 0, findings.join('\n'));
});

// Mail as people meet it: a forgotten password, and what an admin and reception see of what did not leave.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { check, equal, journey, signIn } from '../lib/journeys.js';

// The address of the link in the last mail to somebody, out of the folder for trials.
async function mailedLink(folder, to) {
  for (let tried = 0; tried < 50; tried += 1) {
    const names = (await readdir(join(folder, 'mail')).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    for (const name of names.reverse()) {
      const text = (await readFile(join(folder, 'mail', name), 'utf8')).replace(/=\r?\n/g, '');
      const link = text.match(/\/link\/[0-9a-f]{96}/);
      if (link && text.includes(to)) return link[0];
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail to ${to}`);
}

journey('a forgotten password is replaced by a link from a mail', async ({ begin, startWith }) => {
  const house = await startWith({ WARDBOOK_MAIL: 'file' });
  const nurse = house.people.nurse.email;
  const made = await begin();
  const page = await made.newPage();
  await page.goto(`${house.origin}/sign-in`);
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.fill('[name=email]', nurse);
  await page.press('[name=email]', 'Enter');
  await page.getByText('a link is on its way').waitFor();
  const link = await mailedLink(house.folder, nurse);
  // From a mail, on a browser that has never been here.
  const mailed = await (await begin()).newPage();
  await mailed.goto(house.origin + link);
  await mailed.getByRole('button', { name: 'Go on' }).click();
  await mailed.fill('[name=password]', 'seven grey geese over the marsh');
  await mailed.press('[name=password]', 'Enter');
  await mailed.getByText('The password is set').waitFor();
  await mailed.fill('[name=email]', nurse);
  await mailed.fill('[name=password]', 'seven grey geese over the marsh');
  await Promise.all([mailed.waitForURL((url) => url.pathname === '/'), mailed.press('[name=password]', 'Enter')]);
});

journey('a confirmation that did not leave is on the call list until somebody was reached', async ({ begin, startWith }) => {
  const house = await startWith({});
  const made = await begin();
  const admin = await made.newPage();
  await signIn(admin, house, 'admin');
  await admin.goto(`${house.origin}/sites`);
  for (const href of await admin.locator('main a[href^="/sites/0"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
    await admin.goto(`${house.origin}${href}/messages`);
    await Promise.all([admin.waitForURL((url) => url.pathname === href), admin.locator('main .btn-primary').click()]);
  }
  const inside = await begin();
  const desk = await inside.newPage();
  await signIn(desk, house, 'receptionist');
  await desk.goto(`${house.origin}/diary/list?days=7&status=booked`);
  const one = await desk.locator('main a[href^="/appointments/0"]').last().getAttribute('href');
  await desk.goto(house.origin + one);
  const name = await desk.locator('.banner bdi, .micro bdi').first().textContent();
  check(name, 'the patient has a name');
  await desk.getByRole('link', { name: 'Messages about appointments' }).click();
  await desk.getByText('By text message').click();
  await Promise.all([desk.waitForURL(/\/patients\/[^/]+$/), desk.getByRole('button', { name: 'Save' }).click()]);
  await desk.goto(`${house.origin}${one}/cancellation`);
  await desk.locator('[name=reason]').fill('The doctor is ill');
  await Promise.all([desk.waitForURL((url) => !url.pathname.endsWith('/cancellation')), desk.locator('main .btn-danger, main .btn-primary').first().click()]);
  await desk.waitForTimeout(2500);
  await desk.goto(`${house.origin}/calls`);
  await desk.getByText('Nothing is set up to send it').waitFor();
  await Promise.all([desk.waitForLoadState('load'), desk.getByRole('button', { name: 'Reached' }).click()]);
  await desk.getByText('Nobody needs to be called').waitFor();
  await admin.goto(`${house.origin}/outbox`);
  equal(await admin.locator('.status.is-danger').count(), 1, 'the outbox shows what failed');
});

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

// The code in the last text message to a number, out of the folder for trials.
async function texted(folder, number, earlier = '') {
  for (let tried = 0; tried < 50; tried += 1) {
    const names = (await readdir(join(folder, 'mail')).catch(() => [])).filter((name) => name.endsWith('.sms')).sort();
    for (const name of names.reverse()) {
      const text = await readFile(join(folder, 'mail', name), 'utf8');
      if (text.startsWith(`To: ${number}`) && text !== earlier) return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no text message to ${number}`);
}

journey('a number is proved by a code, and what is chosen comes there', async ({ begin, startWith }) => {
  const house = await startWith({ WARDBOOK_MAIL: 'file', WARDBOOK_SMS: 'file' });
  const number = '+49 40 555 0163';
  const made = await begin({ size: 'phone' });
  made.expectStatus(422);
  const nurse = await made.newPage();
  await signIn(nurse, house, 'nurse');
  await nurse.goto(`${house.origin}/notifications`);
  check(await nurse.locator('[name=notices-text]').isDisabled(), 'without a number there is nothing to choose');
  await nurse.getByRole('link', { name: 'Give your number' }).click();
  await nurse.waitForURL(/\/account\/phone$/);
  await nurse.fill('[name=number]', 'my telephone');
  await nurse.getByRole('button', { name: 'Send me a code' }).click();
  await nurse.locator('.errors').waitFor();
  equal(await nurse.inputValue('[name=number]'), 'my telephone', 'what was typed stays');
  await nurse.fill('[name=number]', number);
  await nurse.getByRole('button', { name: 'Send me a code' }).click();
  await nurse.getByText(`A code was sent to ${number}`).waitFor();
  const text = await texted(house.folder, number);
  const code = text.match(/\b\d{6}\b/)[0];
  await nurse.fill('[name=code]', code === '000000' ? '000001' : '000000');
  await nurse.press('[name=code]', 'Enter');
  await nurse.getByText('That is another code').first().waitFor();
  await nurse.fill('[name=code]', code);
  await nurse.press('[name=code]', 'Enter');
  await nurse.waitForURL(/\/account$/);
  await nurse.locator('.facts', { hasText: number }).waitFor();
  await nurse.goto(`${house.origin}/notifications`);
  await nurse.locator('[name=notices-text]').check();
  await nurse.getByRole('button', { name: 'Save' }).click();
  await nurse.waitForLoadState('load');
  await nurse.goto(`${house.origin}/notifications`);
  check(await nurse.locator('[name=notices-text]').isChecked(), 'it is chosen');
  const desk = await (await begin()).newPage();
  await signIn(desk, house, 'receptionist');
  await desk.goto(`${house.origin}/notices/new`);
  await desk.fill('[name=title]', 'Keys of the chapel');
  await desk.fill('[name=body]', 'They are at reception.');
  await Promise.all([desk.waitForURL(/\/notices\/0[^/]+$/), desk.getByRole('button', { name: 'Put it on the board' }).click()]);
  const news = await texted(house.folder, number, text);
  check(!news.includes('chapel') && !news.includes('reception'), `a text message says what it is about: ${news}`);
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
  const call = desk.locator('main li', { hasText: 'is off' });
  await call.getByText('Nothing is set up to send it').waitFor();
  await Promise.all([desk.waitForLoadState('load'), call.getByRole('button', { name: 'Reached' }).click()]);
  await call.waitFor({ state: 'detached' });
  await admin.goto(`${house.origin}/outbox`);
  const line = admin.locator('tbody tr', { hasText: 'is off' });
  equal(await line.locator('.status').innerText(), 'Called', 'the outbox shows what became of it');
  check((await line.innerText()).includes('Nothing is set up to send it; reached by telephone'), 'and why');
});

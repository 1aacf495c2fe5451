// The page after sign-in, as each role uses it.
import { check, equal, journey, signIn } from '../lib/journeys.js';

// Has the page, or a part of it, fetch itself as it does every half minute.
async function refresh(page, id) {
  const path = await page.locator(`#${id}`).getAttribute('hx-get');
  const answered = page.waitForResponse((response) => response.url().endsWith(path));
  await page.evaluate((at) => {
    const there = document.getElementById(at);
    htmx.ajax('GET', there.getAttribute('hx-get'), { source: there, target: there, swap: 'innerMorph' });
  }, id);
  await answered;
  await page.waitForTimeout(200);
}

journey('today: reception checks somebody in with one click and takes it back', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  equal(new URL(page.url()).pathname, '/', 'reception begins here');
  const row = page.locator('#to-come tr', { has: page.locator('form[action$="/arrival"]') }).last();
  const id = await row.getAttribute('id');
  await row.locator('form[action$="/arrival"] button').click();
  await page.waitForSelector('#toasts form');
  equal(await page.locator(`#house #${id}`).count(), 1, 'in the waiting room');
  await page.keyboard.press('u');
  await page.waitForSelector(`#to-come #${id}`);
});

journey('today: a nurse measures who waits, in two clicks and the values', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'nurse');
  const row = page.locator('#house tr', { has: page.locator('a[href$="/vitals/new"]') }).first();
  const id = await row.getAttribute('id');
  await row.locator('a[href$="/vitals/new"]').click();
  await page.waitForURL(/\/vitals\/new$/);
  await page.fill('[name=systolic]', '128');
  await page.fill('[name=diastolic]', '82');
  await page.fill('[name=pulse]', '72');
  await page.locator('.save-bar .btn-primary').click();
  await page.waitForURL(/\/vitals$/);
  check(await page.locator('main', { hasText: '128/82' }).isVisible(), 'it is in the record');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.waitForURL((url) => url.pathname === '/');
  check((await page.locator(`#${id}-vitals`).innerText()).startsWith('Taken'), 'and is due no more');
});

journey('today: the figures of a doctor lead to what they count', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  const row = page.locator('#house tr', { has: page.locator('form[action$="/consultation"]') }).first();
  check(await row.isVisible(), 'somebody waits');
  equal(await page.locator('#missed').count(), 0, 'what reception looks after is not here');
  await page.locator('#figures a', { hasText: 'waiting' }).click();
  check(page.url().endsWith('#waiting'), 'a figure leads to what it counts');
  const count = await page.locator('#figures a', { hasText: 'waiting' }).locator('b').innerText();
  equal(await page.locator('#waiting tr').count(), Number(count), 'the rows it leads to');
});

journey('today and the list refresh themselves and the focus stays', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const button = page.locator('#to-come form[action$="/arrival"] button').last();
  const id = await button.getAttribute('id');
  await button.focus();
  await refresh(page, 'today');
  equal(await page.evaluate(() => document.activeElement?.id), id, 'the focus on the first page');
  await page.goto(`${demo.origin}/diary/list?earlier=yes`);
  await page.fill('#q', 'somebody one is loo');
  await refresh(page, 'found');
  equal(await page.inputValue('#q'), 'somebody one is loo', 'what is typed');
  equal(await page.evaluate(() => document.activeElement?.id), 'q', 'the focus in the search');
  const line = page.locator('.day-list form[action$="/arrival"] button').last();
  const there = await line.getAttribute('id');
  await line.focus();
  await refresh(page, 'found');
  equal(await page.evaluate(() => document.activeElement?.id), there, 'the focus in the list');
});

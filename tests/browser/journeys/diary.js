// The diary's work, counted in clicks and keys; docs/journeys.md says the same in words.
import { counted, diary } from '../lib/hand.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

const APPOINTMENT = /\/appointments\/[0-9a-f-]{36}$/;

journey('diary by mouse: a returning patient is booked in four clicks', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const hand = counted(page);
  await hand.click('.top-nav a[href="/diary"]');
  await page.waitForURL(/\/diary/);
  await diary(page, demo);
  await hand.click('a.slot--free');
  await page.waitForSelector('#bk-q');
  await hand.type('lindqvist');
  const hit = page.locator('#bk-hits a', { hasText: 'Lindqvist' }).first();
  await hit.waitFor();
  await hand.click(hit);
  await page.waitForSelector('#in-sheet form[action="/appointments"]');
  await hand.click('#in-sheet .dialog-foot .btn-primary');
  await page.waitForURL(APPOINTMENT);
  equal(hand.done.clicks, 4, 'clicks');
  check((await page.locator('h1').innerText()).includes(','), 'the appointment says when it is');
});

journey('diary by keyboard: g d, a free time, a name and Ctrl-Enter book a returning patient', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const hand = counted(page);
  await hand.press('g');
  await hand.press('d');
  await page.waitForURL(/\/diary/);
  await diary(page, demo);
  await page.focus('#agenda');
  for (let step = 0; step < 60; step += 1) {
    await hand.press('ArrowDown');
    if (await page.evaluate(() => document.activeElement?.matches('a.slot--free'))) break;
  }
  check(await page.evaluate(() => document.activeElement?.matches('a.slot--free')), 'arrows reach a free time');
  await hand.press('Enter');
  await page.waitForSelector('#bk-q');
  check(await page.evaluate(() => document.activeElement?.id === 'bk-q'), 'typing begins at once');
  await hand.type('bianchi');
  await page.locator('#bk-hits a', { hasText: 'Bianchi' }).first().waitFor();
  for (let step = 0; step < 6; step += 1) {
    if (await page.evaluate(() => document.activeElement?.closest('#bk-hits'))) break;
    await hand.press('Tab');
  }
  await hand.press('Enter');
  await page.waitForSelector('#in-sheet form[action="/appointments"]');
  await page.focus('#bk-slot');
  await hand.press('Control+Enter');
  await page.waitForURL(APPOINTMENT);
  check(hand.done.keys <= 14, `${hand.done.keys} keys`);
});

journey('diary without script: a time, a name, booked, moved and called off', async ({ demo, begin }) => {
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'receptionist');
  await diary(page, demo);
  await page.locator('a.slot--free').last().click();
  await page.fill('#bk-q', 'dubois');
  await page.press('#bk-q', 'Enter');
  await page.locator('#bk-hits a').first().click();
  await page.locator('#in-sheet .dialog-foot .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
  const before = await page.locator('h1').innerText();
  await page.locator('a[data-key=m]').click();
  await page.waitForURL(/\/diary\?move=/);
  check(await page.locator('.notice', { hasText: 'Pick a free time' }).isVisible(), 'it says what is being moved');
  await page.locator('a.slot--free').first().click();
  await page.waitForURL(/\/move\?/);
  await page.locator('#in-sheet .dialog-foot .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
  check((await page.locator('h1').innerText()) !== before, 'it is at another time');
  await page.locator('a[href$="/cancellation"]').click();
  await page.fill('[name=reason]', 'Called');
  await page.locator('form[action$="/cancellation"] .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
  check(await page.locator('.status', { hasText: 'Cancelled' }).isVisible(), 'it is off');
});

journey('diary by keyboard: m on an appointment, a free time and Ctrl-Enter move it', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await diary(page, demo);
  await page.locator('a.slot[data-m]').first().focus();
  await page.keyboard.press('m');
  await page.waitForURL(/\/diary\?move=/);
  await page.locator('a.slot--free').nth(2).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/move\?/);
  await page.focus('#bk-slot');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(APPOINTMENT);
  check(await page.locator('.timeline', { hasText: 'Moved from' }).isVisible(), 'its history says so');
});

journey('diary: an appointment is dragged to a free time, confirmed there, and taken back', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await diary(page, demo);
  const one = page.locator('a.slot[data-m]').first();
  const id = (await one.getAttribute('id')).slice(2);
  // Over what is taken nothing can be dropped.
  await one.dragTo(page.locator('a.slot[data-m]').nth(1));
  check(/\/diary\?/.test(page.url()), 'a taken time is no target');
  await one.dragTo(page.locator('a.slot--free').nth(1));
  await page.waitForURL((url) => url.pathname === `/appointments/${id}/move`);
  const says = await page.locator('#in-sheet .dialog-foot .btn-primary').innerText();
  check(says.startsWith('Move to'), `it asks first: ${says}`);
  await page.locator('#in-sheet .dialog-foot .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
  check(await page.locator('.timeline', { hasText: 'Moved from' }).isVisible(), 'its history says so');
  await page.waitForSelector('#toasts form');
  await page.keyboard.press('u');
  await page.locator('.timeline', { hasText: 'Taken back, from' }).waitFor();
});

journey('diary: a walk-in is registered, given to a doctor and waits, on one page', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const hand = counted(page);
  await page.goto(`${demo.origin}/walk-in`);
  for (const [name, words] of [['family', 'Laufkund'], ['given', 'Lea'], ['born', '7.7.1977']]) {
    await page.focus(`[name=${name}]`);
    await hand.type(words);
  }
  await hand.click(page.locator('label', { hasText: 'Female' }));
  const free = await page.locator('input[name=slot]:not([value=now])').count();
  if (free === 0) {
    // After the last hour of the day somebody is seen now, with a reason.
    await page.fill('[name=why]', 'Fever');
  }
  await hand.click('.save-bar .btn-primary');
  await page.waitForURL(/\/walk-in\/[0-9a-f-]{36}$/);
  check(await page.locator('.banner', { hasText: 'LAUFKUND' }).isVisible(), 'who it is');
  equal(await page.locator('a[href*="slip.pdf"]').count(), 1, 'the slip');
  equal(hand.done.clicks, 2, 'clicks');
});

journey('diary: a time is called off and finds its next patient', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/appointments/new?for=waiting&q=horvat`);
  await page.locator('#bk-hits a').first().click();
  await page.waitForSelector('form[action="/waiting-list"]');
  await page.selectOption('[name=minutes]', '20');
  await page.locator('form[action="/waiting-list"] .btn-primary').click();
  await page.waitForURL(/\/waiting-list$/);
  await diary(page, demo);
  await page.locator('a.slot[data-m]').last().click();
  await page.waitForURL(APPOINTMENT);
  const hand = counted(page);
  await hand.click('a[href$="/cancellation"]');
  await page.fill('[name=reason]', 'Called');
  await hand.click('form[action$="/cancellation"] .btn-primary');
  await page.waitForURL(APPOINTMENT);
  await hand.click('a[href^="/waiting-list/offers"]');
  await page.waitForURL(/\/waiting-list\/offers/);
  await hand.click('table a.btn');
  await page.waitForSelector('#in-sheet form[action="/appointments"]');
  await hand.click('#in-sheet .dialog-foot .btn-primary');
  await page.waitForURL(APPOINTMENT);
  equal(hand.done.clicks, 5, 'clicks');
});

journey('diary: the day is printed in three clicks, and what a click did can be taken back', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await page.addInitScript(() => { window.print = () => { document.title = 'printed'; }; });
  await signIn(page, demo, 'receptionist');
  await diary(page, demo);
  const hand = counted(page);
  await hand.click('button[popovertarget=more]');
  await hand.click('#more a[href^="/diary/print"]');
  await page.waitForURL(/\/diary\/print/);
  await hand.click('[data-print]');
  equal(await page.title(), 'printed', 'the browser prints');
  equal(hand.done.clicks, 3, 'clicks');
  const pdf = await page.request.get(await page.locator('a[href*="day.pdf"]').evaluate((link) => link.href));
  equal(pdf.headers()['content-type'], 'application/pdf', 'the file');
  await page.goto(`${demo.origin}/diary/list?earlier=yes`);
  const line = page.locator('.day-list li', { has: page.locator('form[action$="/arrival"]') }).last();
  const id = await line.getAttribute('id');
  await line.locator('button').click();
  await page.waitForSelector('#toasts form');
  check((await page.locator(`#${id} .status`).innerText()).startsWith('Arrived'), 'checked in with one click');
  await page.keyboard.press('u');
  await page.waitForFunction((row) => document.querySelector(`#${row} .status`)?.textContent.includes('Booked'), id);
});

journey('diary: it refreshes itself and the focus stays', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await diary(page, demo);
  const slot = page.locator('a.slot--free').nth(1);
  const id = await slot.getAttribute('id');
  await slot.focus();
  const answered = page.waitForResponse((response) => response.url().includes('/diary/day'));
  await page.evaluate(() => htmx.ajax('GET', document.querySelector('#main').getAttribute('hx-get'), { source: '#main', target: '#main', swap: 'innerMorph' }));
  await answered;
  await page.waitForTimeout(200);
  equal(await page.evaluate(() => document.activeElement?.id), id, 'the focus');
});

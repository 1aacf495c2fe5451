// Reception's work by keyboard alone and without script, counted; docs/journeys.md says the same in words.
import { counted, diary } from '../lib/hand.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

const APPOINTMENT = /\/appointments\/[0-9a-f-]{36}$/;
const WALK_IN = /\/walk-in\/[0-9a-f-]{36}$/;
const SAVE = '.save-bar .btn-primary';

// After the last hour of the day somebody is seen now, with a reason.
async function nobodyIsFree(page) {
  return (await page.locator('input[name=slot]:not([value=now])').count()) === 0;
}

// Somebody waits for any time of twenty minutes.
async function waits(page, demo, name) {
  await page.goto(`${demo.origin}/appointments/new?for=waiting&q=${name}`);
  await page.locator('#bk-hits a').first().click();
  await page.waitForSelector('form[action="/waiting-list"]');
  await page.selectOption('[name=minutes]', '20');
  await page.locator('form[action="/waiting-list"] .btn-primary').click();
  await page.waitForURL(/\/waiting-list$/);
}

async function anAppointment(page, demo) {
  await diary(page, demo);
  await page.locator('a.slot[data-m]').last().click();
  await page.waitForURL(APPOINTMENT);
}

journey('counted: a walk-in by keyboard alone', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const hand = counted(page);
  await hand.press('w');
  await page.waitForURL(/\/walk-in/);
  for (const [name, words] of [['family', 'Tastenlauf'], ['given', 'Tiburtius'], ['born', '3.4.1969']]) {
    await hand.tabTo(`[name=${name}]`, name);
    await hand.type(words);
  }
  await hand.tabTo('input[name=sex]', 'the sex');
  await hand.press('Space');
  const late = await nobodyIsFree(page);
  if (late) {
    await hand.tabTo('[name=why]', 'the reason');
    await hand.type('Fever');
  }
  await hand.press('Control+Enter');
  await page.waitForURL(WALK_IN);
  check(await page.locator('.banner', { hasText: 'TASTENLAUF' }).isVisible(), 'who it is');
  check(hand.done.clicks === 0 && hand.done.keys === (late ? 14 : 10), `${hand.done.clicks} clicks, ${hand.done.keys} keys`);
});

journey('counted: a walk-in without script', async ({ demo, begin }) => {
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'receptionist');
  await page.locator('a[href^="/walk-in"]').first().click();
  await page.waitForURL(/\/walk-in/);
  for (const [name, words] of [['family', 'Ohneschrift'], ['given', 'Olga'], ['born', '12.9.1958']]) await page.fill(`[name=${name}]`, words);
  await page.check('input[name=sex][value=female]', { force: true });
  if (await nobodyIsFree(page)) await page.fill('[name=why]', 'Fever');
  await page.locator(SAVE).click();
  await page.waitForURL(WALK_IN);
  check(await page.locator('.banner', { hasText: 'OHNESCHRIFT' }).isVisible(), 'who it is');
});

journey('counted: a time is called off and given away by keyboard alone', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await waits(page, demo, 'petrova');
  await anAppointment(page, demo);
  const hand = counted(page);
  await hand.press('x');
  await page.waitForURL(/\/cancellation$/);
  await hand.tabTo('[name=reason]', 'the reason');
  await hand.type('Called');
  await hand.press('Control+Enter');
  await page.waitForURL(APPOINTMENT);
  await hand.press('o');
  await page.waitForURL(/\/waiting-list\/offers/);
  await hand.press('n');
  await page.waitForSelector('#in-sheet form[action="/appointments"]');
  await page.waitForFunction(() => document.activeElement?.closest('#in-sheet'));
  await hand.press('Control+Enter');
  await page.waitForURL(APPOINTMENT);
  check(hand.done.clicks === 0 && hand.done.keys === 5, `${hand.done.clicks} clicks, ${hand.done.keys} keys`);
});

journey('counted: a time is called off and given away without script', async ({ demo, begin }) => {
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'receptionist');
  await waits(page, demo, 'dubois');
  await anAppointment(page, demo);
  await page.locator('a[href$="/cancellation"]').click();
  await page.fill('[name=reason]', 'Called');
  await page.locator('form[action$="/cancellation"] .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
  await page.locator('a[href^="/waiting-list/offers"]').click();
  await page.waitForURL(/\/waiting-list\/offers/);
  await page.locator('table a.btn').first().click();
  await page.locator('#in-sheet .dialog-foot .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
});

journey('counted: the day is printed by keyboard alone', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await page.addInitScript(() => { window.print = () => { document.title = 'printed'; }; });
  await signIn(page, demo, 'receptionist');
  const hand = counted(page);
  await hand.press('g');
  await hand.press('d');
  await page.waitForURL(/\/diary/);
  await hand.press('p');
  await page.waitForURL(/\/diary\/print/);
  await hand.press('p');
  equal(await page.title(), 'printed', 'the browser prints');
  check(hand.done.clicks === 0 && hand.done.keys === 4, `${hand.done.clicks} clicks, ${hand.done.keys} keys`);
});

journey('counted: the day is printed without script', async ({ demo, begin }) => {
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/diary`);
  await page.locator('button[popovertarget=more]').click();
  await page.locator('#more a[href^="/diary/print"]').click();
  await page.waitForURL(/\/diary\/print/);
  const pdf = await page.request.get(await page.locator('a[href*="day.pdf"]').evaluate((link) => link.href));
  equal(pdf.headers()['content-type'], 'application/pdf', 'the file');
});

journey('counted: what a patient asked for is confirmed in two clicks', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const hand = counted(page);
  await hand.click('#checks a[href*="status=requested"]');
  await page.waitForURL(/\/diary\/list/);
  const rows = await page.locator('.day-list li[id^="a-"]').count();
  await hand.click('.day-list form[action$="/confirmation"] button');
  await page.locator('#toasts', { hasText: 'Confirmed' }).waitFor();
  equal(await page.locator('.day-list li[id^="a-"]').count(), rows - 1, 'it is asked for no more');
  equal(hand.done.clicks, 2, 'clicks');
});

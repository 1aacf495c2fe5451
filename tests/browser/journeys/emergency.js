// Emergency access, from the search that finds nobody to the review, by keyboard and without script.
import { axe } from '../lib/browser.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

// A new patient, in relation with nobody; answers address and number.
async function register(page, demo, family, given, born) {
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', family);
  await page.fill('[name=given]', given);
  await page.fill('[name=born]', born);
  await page.check('input[name=sex][value=female]', { force: true });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  const mrn = (await page.locator('.banner').innerText()).match(/\d{3}-\d{3}-\d{2}/)[0];
  return { path: new URL(page.url()).pathname, mrn };
}

async function open(page, demo, { path, mrn }, role) {
  await page.goto(`${demo.origin}/patients?q=${mrn}`);
  await page.click('#hits a[href^="/emergency"]');
  await page.waitForURL(/\/emergency\?mrn=/);
  equal((await axe(page)).join('\n'), '', 'the dialog, looked at by axe');
  check(!(await page.innerText('body')).includes('Notfall'), 'no name before it is open');
  await page.focus('#reason');
  await page.keyboard.type('Collapsed in the waiting room');
  await page.keyboard.press('Tab');
  await page.keyboard.type(demo.people[role].password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === path);
}

journey('emergency access by keyboard: opened, read, one entry, ended, reviewed', async ({ demo, begin }) => {
  const admin = await (await begin()).newPage();
  await signIn(admin, demo, 'admin');
  const patient = await register(admin, demo, 'Notfall', 'Ngozi', '27.7.1981');
  const made = await begin();
  made.expectStatus(404);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  equal((await page.goto(demo.origin + patient.path)).status(), 404, 'out of reach');
  await open(page, demo, patient, 'doctor');
  check((await page.locator('.alarm').innerText()).includes('60 minutes left'), 'the banner says how long');
  equal((await axe(page)).join('\n'), '', 'the open record, looked at by axe');
  await page.locator('.banner a.btn-primary').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/emergency\/entry$/);
  await page.fill('#text', 'Glucose 2.9 mmol/L, 20 g given');
  await page.focus('#text');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL((url) => url.pathname === patient.path);
  check((await page.locator('main').innerText()).includes('Emergency entry'), 'the entry stands in the record');
  await page.locator('.alarm button').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/patients');
  equal((await page.goto(demo.origin + patient.path)).status(), 404, 'closed again');

  await admin.goto(`${demo.origin}/emergency-reviews`);
  await admin.locator('tr', { hasText: 'Notfall' }).locator('a[href^="/emergency-reviews/"]').click();
  await admin.waitForURL(/\/emergency-reviews\/[0-9a-f-]{36}/);
  await admin.check('input[name=verdict][value=justified]', { force: true });
  await admin.click('form .btn-primary');
  await admin.waitForURL((url) => url.pathname === '/emergency-reviews');
  check((await admin.locator('main').innerText()).includes('Notfall'), 'it is among the reviewed');
});

journey('emergency access without script', async ({ demo, begin }) => {
  const admin = await (await begin()).newPage();
  await signIn(admin, demo, 'admin');
  const patient = await register(admin, demo, 'Ohnmacht', 'Emil', '2.2.1950');
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'nurse');
  await page.goto(`${demo.origin}/emergency?mrn=${patient.mrn}`);
  await page.fill('#reason', 'Fainted in the corridor');
  await page.fill('#password', demo.people.nurse.password);
  await page.click('button.btn-alarm');
  await page.waitForURL((url) => url.pathname === patient.path);
  await page.click('nav.tabs a[href$="/timeline"]');
  await page.waitForURL(/\/timeline$/);
  check((await page.locator('.alarm').innerText()).includes('Emergency access until'), 'each page says it');
  await page.click('.alarm button');
  await page.waitForURL((url) => url.pathname === '/patients');
});

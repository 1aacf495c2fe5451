// The four questions, without a mouse and without script.
import { axe } from '../lib/browser.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

// Opens the record of somebody found by name, and answers its address.
async function record(page, demo, name) {
  await page.goto(`${demo.origin}/patients?q=${encodeURIComponent(name)}`);
  return page.locator('#hits tbody th a').first().getAttribute('href');
}

// A new patient, who has been asked nothing.
async function register(page, demo, family) {
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', family);
  await page.fill('[name=given]', 'Frieda');
  await page.fill('[name=born]', '3.4.1958');
  await page.check('input[name=sex][value=female]', { force: true });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

// Tabs on until the focus stands on what the selector names.
async function tabTo(page, css, words) {
  for (let press = 0; press < 120; press += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), css)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never comes to ${words}`);
}

journey('by keyboard: “Ask now”, four answers, another row, and Ctrl-Enter', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'admin');
  const path = await register(page, demo, 'Fragebogen');
  await tabTo(page, '.allergy--unknown a', 'Ask now');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/intake$/);
  await tabTo(page, '[name="vaccines-0-what"]', 'the first vaccine');
  await page.keyboard.type('Tetanus');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2019');
  await tabTo(page, 'button[name=add][value=vaccines]', 'another row');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[name="vaccines-1-what"]');
  await page.waitForFunction(() => document.activeElement?.name === 'vaccines-1-what');
  equal(await page.inputValue('[name="vaccines-0-what"]'), 'Tetanus', 'what was typed stays');
  await page.keyboard.type('Polio');
  await tabTo(page, 'input[type=radio][name=problems]', 'the answer about illnesses');
  await page.focus('input[type=radio][name=problems][value=none]');
  await page.keyboard.press('Space');
  await tabTo(page, '[name="allergies-0-what"]', 'the first allergy');
  await page.keyboard.type('Penicillin');
  await page.focus('input[type=radio][name=medication][value=none]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL((url) => url.pathname === `${path}/intake`);
  await page.waitForSelector('#s-vaccines');
  const words = await page.locator('main').innerText();
  check(words.includes('Polio') && words.includes('No chronic illnesses'), 'the answers are on record');
  check((await page.locator('.banner .allergy--list').innerText()).includes('Penicillin'), 'the banner says it');
  const found = await axe(page);
  equal(found.join('\n'), '', 'axe');
});

journey('Enter in a field of the questions saves, and what is wrong keeps what was typed', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'admin');
  const path = await register(page, demo, 'Eingabetaste');
  await page.goto(`${demo.origin}${path}/intake`);
  await page.fill('[name="allergies-0-note"]', 'since childhood');
  await page.press('[name="allergies-0-note"]', 'Enter');
  await page.waitForSelector('.errors');
  check(await page.locator('.errors').evaluate((box) => box === document.activeElement), 'the summary has the focus');
  equal(await page.inputValue('[name="allergies-0-note"]'), 'since childhood', 'the note');
  const found = await axe(page);
  equal(found.join('\n'), '', 'axe');
  await page.fill('[name="allergies-0-what"]', 'Latex');
  await page.press('[name="allergies-0-what"]', 'Enter');
  await page.waitForSelector('#s-allergies');
});

journey('without script: rows, answers, a request and its decision', async ({ demo, begin }) => {
  const plain = await (await begin({ script: false })).newPage();
  await signIn(plain, demo, 'admin');
  const path = await register(plain, demo, 'Ohneskript');
  await plain.goto(`${demo.origin}${path}/intake`);
  await plain.fill('[name="medication-0-what"]', 'Metformin 500 mg');
  await plain.click('button[name=add][value=medication]');
  equal(await plain.inputValue('[name="medication-0-what"]'), 'Metformin 500 mg', 'what was typed stays');
  await plain.fill('[name="medication-1-what"]', 'Aspirin 100 mg');
  await plain.click('.save-bar .btn-primary');
  const desk = await (await begin({ script: false })).newPage();
  await signIn(desk, demo, 'receptionist');
  await desk.goto(`${demo.origin}${path}/intake`);
  await desk.click('#s-medication ~ a');
  await desk.fill('[name="medication-0-what"]', 'Vitamin D');
  await desk.fill('[name=reason]', 'told at the desk');
  await desk.click('.save-bar .btn-primary');
  check((await desk.locator('main').innerText()).includes('told at the desk'), 'reception sees its request');
  await plain.goto(`${demo.origin}/intake-requests`);
  await plain.click('tbody th a >> text=Ohneskript');
  await plain.click('button[name=decision][value=accepted]');
  check((await plain.locator('main').innerText()).includes('Vitamin D'), 'it is on record');
});

journey('old and new stand side by side for who decides', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'admin');
  const path = await record(page, demo, '417-229-58');
  await page.goto(`${demo.origin}${path}`);
  check(await page.locator('.notice').first().isVisible(), 'the chart says that something is asked for');
  await page.goto(`${demo.origin}${path}/intake`);
  const words = await page.locator('main').innerText();
  check(words.includes('Moderate') || words.includes('Severe'), 'what is asked for');
  const found = await axe(page);
  equal(found.join('\n'), '', 'axe');
});

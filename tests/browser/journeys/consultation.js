// The consultation, counted in clicks and keys; docs/journeys.md says the same in words. And whatever happens while
// somebody types: two thousand words stay.
import { axe } from '../lib/browser.js';
import { counted } from '../lib/hand.js';
import { check, equal, journey, longJourney, signIn } from '../lib/journeys.js';

const DESK = /\/visits\/[0-9a-f-]{36}\/desk$/;
const NOTE = /\/visits\/[0-9a-f-]{36}\/note$/;
const START = 'form[action$="/consultation"] button';
const SIGN = '.basket-foot .btn-primary';

const LONG = Array.from({ length: 2000 }, (_, word) => `${['Schwellung', 'žučni', 'pressão', '胆石', 'normal'][word % 5]}${word}`).join(' ');

// The chart of somebody who is a patient of the doctor.
async function chart(page, demo, name = '417-229-58') {
  await page.goto(`${demo.origin}/patients?q=${encodeURIComponent(name)}`);
  return page.locator('#hits tbody th a').first().getAttribute('href');
}

// A consultation begun from the chart; answers the address of its desk.
async function beginFromChart(page, demo, name) {
  await page.goto(`${demo.origin}${await chart(page, demo, name)}/visits/new`);
  await page.locator('main form .btn-primary').click();
  await page.waitForURL(DESK);
  return new URL(page.url()).pathname;
}

// Reception checks a new patient in with the doctor, who sees them now.
async function arrives(page, demo, family) {
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/walk-in`);
  for (const [name, words] of [['family', family], ['given', 'Lotte'], ['born', '7.7.1977']]) await page.fill(`[name=${name}]`, words);
  await page.check('input[name=sex][value=female]', { force: true });
  await page.check('input[name=slot][value=now]', { force: true });
  const doctor = await page.locator('select[name=now] option', { hasText: 'Kovač' }).first().getAttribute('value');
  await page.selectOption('select[name=now]', doctor);
  await page.fill('[name=why]', 'Fever');
  await page.locator('.save-bar .btn-primary').click();
  await page.waitForURL(/\/walk-in\/[0-9a-f-]{36}$/);
}

// Does something that leads to another page, and waits until that page is there.
async function landing(page, act) {
  await Promise.all([page.waitForNavigation(), act()]);
}

async function signed(page, words) {
  await page.waitForURL(NOTE);
  const text = await page.locator('main').innerText();
  check(text.includes('Signed by Dr Ante Kovač'), 'who signed it');
  for (const word of words) check(text.includes(word), `${word} is in the note`);
}

// Ends the session of a context from outside, as another tab of the same browser does.
async function signOutElsewhere(made, demo) {
  const other = await made.newPage();
  await other.goto(`${demo.origin}/account`);
  await other.click('button[popovertarget=me]');
  await other.click('form[action="/sign-out"] button');
  await other.waitForURL(/\/sign-in/);
  await other.close();
}

async function signInAgain(page, person) {
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  await dialog.locator('[name=email]').fill(person.email);
  await dialog.locator('[name=password]').fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

// Types a whole note; answers once the house has it as a draft.
async function typeLong(page) {
  await page.fill('[name=findings]', LONG);
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
}

// Opens the desk anew and goes on with what was kept.
async function goOn(page, demo, desk) {
  await page.goto(demo.origin + desk);
  await page.locator('.notice a', { hasText: 'Continue' }).first().click();
  await page.waitForURL(/\?draft=/);
  equal(await page.inputValue('[name=findings]'), LONG, 'all that was typed');
}

journey('consultation by mouse: from the diary to the signed note in four clicks', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  let clicks = 0;
  const click = async (css) => { clicks += 1; await page.locator(css).first().click(); };
  await click('.top-nav a[href="/diary"]');
  await page.waitForURL(/\/diary/);
  await click('#waiting-button');
  await click(`#waiting ${START}`);
  await page.waitForURL(DESK);
  await page.fill('[name=complaint]', 'Cough for a week');
  await page.fill('[name=dx-new]', 'Acute bronchitis');
  await page.fill('[name=plan]', 'Rest and tea');
  equal((await axe(page)).join('\n'), '', 'axe');
  await click(SIGN);
  await signed(page, ['Cough for a week', 'Acute bronchitis', 'Rest and tea']);
  check(clicks <= 4, `${clicks} clicks`);
  equal((await axe(page)).join('\n'), '', 'axe');
});

journey('consultation by keyboard: started, written, saved with Ctrl-Enter, signed', async ({ demo, begin }) => {
  await arrives(await (await begin()).newPage(), demo, 'Tastenfrau');
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  const hand = counted(page);
  await hand.press('g');
  await hand.press('d');
  await page.waitForURL(/\/diary/);
  // In the diary of a day those who wait are in a list that the key opens; in the list each is in their place.
  await page.keyboard.press('s');
  check(await page.evaluate(() => document.activeElement.closest('#waiting form')?.action.endsWith('/consultation')), 'Start of somebody who waits');
  await page.goto(`${demo.origin}/diary/list?q=tastenfrau`);
  await hand.press('s');
  await hand.press('Enter');
  await page.waitForURL(DESK);
  await hand.tabTo('[name=complaint]', 'the complaint');
  check((await page.locator('.banner').innerText()).includes('In consultation, 0 min'), 'for how long');
  await hand.type('Fever');
  await hand.tabTo('[name=findings]', 'the findings');
  await hand.type('Throat red');
  await hand.tabTo('[name=dx-new]', 'the diagnoses');
  await hand.type('Sore throat');
  await landing(page, () => hand.press('Enter'));
  equal(await page.locator('.chip').count(), 1, 'diagnoses');
  await hand.tabTo('[name=plan]', 'the plan');
  await hand.type('Paracetamol');
  await landing(page, () => hand.press('Control+Enter'));
  equal(await page.inputValue('[name=plan]'), 'Paracetamol', 'the plan, saved');
  await hand.press('Control+Shift+Enter');
  await signed(page, ['Fever', 'Throat red', 'Sore throat', 'Paracetamol']);
  check(hand.done.keys <= 21, `${hand.done.keys} keys`);
  await page.goto(`${demo.origin}/diary/list?q=tastenfrau`);
  check(await page.locator('.day-list .status', { hasText: 'Completed' }).isVisible(), 'the appointment is completed');
});

journey('consultation without script: from the chart, diagnoses one by one, signed and amended', async ({ demo, begin }) => {
  const made = await begin({ script: false });
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  await beginFromChart(page, demo, 'nowak zofia');
  for (const words of ['Tension headache', 'Sleeps badly']) {
    await page.fill('[name=dx-new]', words);
    await landing(page, () => page.click('button[name=do][value=add]'));
  }
  await landing(page, () => page.getByRole('button', { name: 'Remove Sleeps badly' }).click());
  equal(await page.locator('.chip').count(), 1, 'diagnoses');
  await page.click('summary');
  await page.fill('[name=pulse]', '900');
  await page.fill('[name=plan]', 'Less coffee');
  await page.click(SIGN);
  await page.waitForSelector('.errors');
  equal(await page.inputValue('[name=plan]'), 'Less coffee', 'the plan');
  await page.fill('[name=pulse]', '90');
  await landing(page, () => page.click(SIGN));
  await signed(page, ['Tension headache', 'Less coffee']);
  await page.click('a[href$="/amendment"]');
  await page.fill('[name=text]', 'Also less tea');
  await page.fill('[name=reason]', 'Forgotten');
  await landing(page, () => page.click('main .btn-primary'));
  await signed(page, ['Less coffee', 'Also less tea', 'Forgotten']);
});

journey('consultation: the follow-up is booked from the desk, which one goes back to', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  const desk = await beginFromChart(page, demo, 'nowak zofia');
  await page.fill('[name=complaint]', 'Sleeps on one pillow');
  await page.locator('#basket button', { hasText: 'Book follow-up' }).click();
  await page.waitForURL(/\/appointments\/new\?patient=/);
  const book = page.locator('main button.btn-primary', { hasText: 'Book' });
  // Where nobody has a free time left there is nothing to book.
  if ((await book.count()) > 0) {
    await book.last().click();
    await page.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: 'go on with it' }).click();
    await page.waitForURL(DESK);
    check((await page.locator('#basket').innerText()).includes('Booked since the visit began'), 'what was booked');
    equal((await axe(page)).join('\n'), '', 'axe');
  } else {
    await page.goto(demo.origin + desk);
  }
  equal(await page.inputValue('[name=complaint]'), 'Sleeps on one pillow', 'the note');
});

for (const script of [true, false]) journey(`consultation: a sick note and a referral are signed with the visit${script ? '' : ', without script'}`, async ({ demo, begin }) => {
  const page = await (await begin({ script })).newPage();
  await signIn(page, demo, 'doctor');
  await beginFromChart(page, demo, 'nowak zofia');
  const basket = page.locator('#basket');
  const save = () => landing(page, () => page.click('.save-bar .btn-primary'));
  const add = (what) => landing(page, () => basket.getByRole('button', { name: what, exact: true }).click());
  const change = (what) => landing(page, () => basket.getByRole('button', { name: `Change ${what}` }).click());
  await page.fill('[name=complaint]', 'Cannot put weight on the foot');

  await add('Sick note');
  equal(await page.locator('main form .btn-primary').innerText(), 'Put in the basket', 'the button');
  await page.fill('[name=until]', await page.inputValue('[name=from]'));
  if (script) equal((await axe(page)).join('\n'), '', 'axe');
  await save();
  equal(await page.inputValue('[name=complaint]'), 'Cannot put weight on the foot', 'the note');
  check((await basket.innerText()).includes('(1 day)'), 'how long the sick note is');

  for (const to of ['Orthopaedics', 'Physiotherapy']) {
    await add('Referral');
    await page.fill('[name=to]', to);
    await page.fill('[name=text]', 'Ankle twisted, please have a look');
    if (script) equal((await axe(page)).join('\n'), '', 'axe');
    await save();
  }
  equal(await basket.locator('.basket li').count(), 3, 'lines in the basket');
  await landing(page, () => basket.getByRole('button', { name: 'Change Referral letter' }).last().click());
  equal(await page.inputValue('[name=to]'), 'Physiotherapy', 'to whom');
  await landing(page, () => page.getByRole('button', { name: 'Take it out of the basket' }).click());
  await change('Sick note');
  await page.fill('[name=text]', 'Foot up');
  await save();
  const lines = await basket.innerText();
  check(lines.includes('Orthopaedics') && !lines.includes('Physiotherapy'), lines);
  if (script) equal((await axe(page)).join('\n'), '', 'axe');

  await landing(page, () => page.click(SIGN));
  await signed(page, ['Cannot put weight', 'Sick note', 'Orthopaedics']);
  if (script) equal((await axe(page)).join('\n'), '', 'axe');
  for (const what of ['Sick note', 'Referral letter']) {
    const href = await page.getByRole('link', { name: `Print ${what}` }).getAttribute('href');
    const paper = await page.request.get(demo.origin + href);
    equal(paper.headers()['content-type'], 'application/pdf', what);
  }
});

journey('consultation: what a colleague put in the basket is said within the width of a phone', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  const desk = await beginFromChart(page, demo, 'nowak zofia');
  await landing(page, () => page.locator('#basket').getByRole('button', { name: 'Referral', exact: true }).click());
  await page.fill('[name=to]', 'Dermatology');
  await page.fill('[name=text]', 'Rash for two weeks');
  await landing(page, () => page.click('.save-bar .btn-primary'));
  const other = await (await begin({ size: 'phone' })).newPage();
  await signIn(other, demo, 'admin');
  await other.goto(demo.origin + desk);
  check((await other.locator('#basket').innerText()).includes('A colleague put this in'), 'whose word it is');
  const wider = await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(wider <= 0, `the page is ${wider} px wider than the phone`);
  equal((await axe(other)).join('\n'), '', 'axe');
});

journey('a note of two thousand words survives a closed tab', async ({ demo, begin }) => {
  const made = await begin();
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const desk = await beginFromChart(page, demo);
  await typeLong(page);
  await page.close();
  await goOn(await made.newPage(), demo, desk);
});

longJourney('a note of two thousand words survives crashes of the server and the end of the session', async ({ startWith, begin }) => {
  const demo = await startWith({ WARDBOOK_IDLE_MINUTES: '2' });
  const made = await begin();
  made.expectStatus(401);
  made.expectLostLines();
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const desk = await beginFromChart(page, demo);
  await typeLong(page);
  await demo.crash();
  await goOn(page, demo, desk);
  await page.locator('[name=plan]').fill('Written before the session ended');
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await ended.waitFor({ timeout: 150_000 });
  await signInAgain(page, demo.people.doctor);
  await ended.waitFor({ state: 'hidden' });
  await landing(page, () => page.locator('button[name=do][value=save]').click());
  await demo.crash();
  await page.goto(demo.origin + desk);
  equal(await page.inputValue('[name=findings]'), LONG, 'all of it, saved');
  equal(await page.inputValue('[name=plan]'), 'Written before the session ended', 'the plan');
  await landing(page, () => page.click(SIGN));
  await demo.crash();
  await page.reload();
  check((await page.locator('main').innerText()).includes(LONG.slice(-200)), 'what was signed is there to its last word');
});

journey('a note of two thousand words is nobody else’s on the same PC', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(401);
  // The page of the note is not for a nurse.
  made.expectStatus(403);
  const page = await made.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  await signIn(page, demo, 'doctor');
  const desk = await beginFromChart(page, demo);
  await typeLong(page);
  await signOutElsewhere(made, demo);
  await page.locator('[name=plan]').press('Control+Enter');
  await signInAgain(page, demo.people.nurse);
  await page.waitForFunction(() => !document.querySelector('[name=findings]')?.value);
  check(!(await page.content()).includes('Schwellung1995'), 'nothing of it for the nurse');
  await page.goto(`${demo.origin}/account`);
  await page.click('button[popovertarget=me]');
  await page.click('form[action="/sign-out"] button');
  await signIn(page, demo, 'doctor');
  await goOn(page, demo, desk);
});

// The end of a session, and what happens to what somebody was typing.
import { check, equal, journey, longJourney, signIn } from '../lib/journeys.js';

const STAFF_IDLE = 15 * 60 * 1000;

// Ends the session of a context from outside, as another tab of the same browser does.
async function signOutElsewhere(made, demo) {
  const other = await made.newPage();
  await other.goto(`${demo.origin}/account`);
  await other.click('button[popovertarget=me]');
  await other.click('form[action="/sign-out"] button');
  await other.waitForURL(/\/sign-in/);
  await other.close();
}

async function signInAgain(page, person, linger = 0) {
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  await dialog.locator('[name=email]').fill(person.email);
  await page.waitForTimeout(linger);
  equal(await dialog.locator('[name=email]').inputValue(), person.email, 'what is typed in the dialog');
  await dialog.locator('[name=password]').fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

async function typePatient(page, demo, family) {
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', family);
  await page.fill('[name=given]', 'Ludmila');
  await page.fill('[name=born]', '9.9.1969');
  await page.check('[name=sex][value=female]');
}

journey('before a session ends it is said, and staying keeps it', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await page.clock.install();
  await signIn(page, demo, 'receptionist');
  await typePatient(page, demo, 'Weiss');
  const warning = page.getByRole('dialog', { name: 'Are you still there?' });
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
  await page.clock.fastForward(STAFF_IDLE - 3 * 60 * 1000);
  equal(await warning.isVisible(), false, 'three minutes before, a warning');
  await page.clock.fastForward(90 * 1000);
  await warning.waitFor();
  check(/^1:[0-3]\d$/.test(await warning.locator('[data-left]').innerText()), 'the time left is counted');
  equal(await page.evaluate(() => document.activeElement?.textContent), 'Stay signed in', 'the focus');
  await page.keyboard.press('Enter');
  await warning.waitFor({ state: 'hidden' });
  await page.clock.fastForward(5 * 60 * 1000);
  equal(await warning.isVisible(), false, 'five minutes after staying, a warning');
  equal(await page.inputValue('[name=family]'), 'Weiss', 'what was typed');
});

journey('what is typed the moment a page is there is kept, however busy the machine is', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.addInitScript(() => {
    const later = window.setTimeout;
    window.setTimeout = (act, wait = 0, ...more) => later(act, wait + 400, ...more);
  });
  await typePatient(page, demo, 'Fruehauf');
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
});

longJourney('after a session ran out the same person signs in over the form and saves it', async ({ startWith, begin }) => {
  const demo = await startWith({ WARDBOOK_IDLE_MINUTES: '2' });
  const made = await begin();
  made.expectStatus(401);
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await typePatient(page, demo, 'Sommerfeldt');
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
  // The clock of the warning ticks once a second.
  await page.waitForTimeout(2500);
  const warning = page.getByRole('dialog', { name: 'Are you still there?' });
  equal(await warning.isVisible(), false, 'a session of two minutes that has just begun, a warning');
  await warning.waitFor({ timeout: 70_000 });
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor({ timeout: 150_000 });
  equal(await page.inputValue('[name=family]'), 'Sommerfeldt', 'what was typed, while the session is over');
  await signInAgain(page, demo.people.receptionist);
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor({ state: 'hidden' });
  equal(await page.inputValue('[name=family]'), 'Sommerfeldt', 'what was typed, after signing in');
  await page.locator('form[action="/patients"] .btn-primary').first().click();
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  check((await page.locator('h1').first().innerText()).includes('SOMMERFELDT'), 'the record');
});

journey('saving into an ended session asks to sign in, and saving without a connection says so', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(401);
  const page = await made.newPage();
  await signIn(page, demo, 'admin');
  await page.goto(`${demo.origin}/sites/new`);
  const name = page.locator('main [name=name]');
  await name.fill('Inselpraxis');
  await made.setOffline(true);
  await name.press('Enter');
  await page.getByText('No answer. Save again once there is a connection').waitFor();
  equal(await name.inputValue(), 'Inselpraxis', 'what was typed, without a connection');
  await made.setOffline(false);
  await signOutElsewhere(made, demo);
  await name.press('Enter');
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  equal(await name.inputValue(), 'Inselpraxis', 'what was typed, after the session');
});

journey('somebody else who signs in over a form sees nothing of it', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(401);
  const page = await made.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  await signIn(page, demo, 'receptionist');
  await typePatient(page, demo, 'Winterfeldt');
  await signOutElsewhere(made, demo);
  await page.keyboard.press('Control+Enter');
  // Long enough for the draft of the form below to hear that the session has ended.
  await signInAgain(page, demo.people.admin, 2500);
  await page.waitForFunction(() => !document.querySelector('[name=family]')?.value);
  await page.click('button[popovertarget=me]');
  check((await page.locator('#me').innerText()).includes('Ines Falk'), 'the page is the other person’s');
  check(!(await page.content()).includes('Winterfeldt'), 'nothing of what was typed');
});

journey('a locked screen shows nothing and opens by the password alone', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'nurse');
  await page.goto(`${demo.origin}/patients`);
  const address = await page.locator('a[href^="/patients/"][href$="0"], a[href^="/patients/0"]').first().getAttribute('href');
  await page.click('button[popovertarget=me]');
  await Promise.all([page.waitForURL(/\/unlock/), page.click('form[action="/lock"] button')]);
  for (const path of [address, '/account', '/patients']) {
    await page.goto(`${demo.origin}${path}`);
    equal(new URL(page.url()).pathname, '/unlock', `${path} while locked`);
  }
  await page.goBack();
  check(!(await page.content()).includes('MRN'), 'nothing of a patient in what the browser kept');
  await page.goto(`${demo.origin}/unlock`);
  await page.fill('[name=password]', 'not the password');
  await page.press('[name=password]', 'Enter');
  await page.locator('[role=alert]').first().waitFor();
  await page.waitForTimeout(1100);
  await page.fill('[name=password]', demo.people.nurse.password);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/unlock'), page.press('[name=password]', 'Enter')]);
  await page.goto(`${demo.origin}${address}`);
  equal(new URL(page.url()).pathname, address, 'after unlocking');
});

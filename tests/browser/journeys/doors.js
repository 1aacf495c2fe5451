// Coming in and going out.
import { check, equal, journey, signIn } from '../lib/journeys.js';

// The account menu holds the way out; it opens without script of ours.
async function signOut(page) {
  await page.click('button[popovertarget=me]');
  await Promise.all([
    page.waitForURL((url) => url.pathname === '/sign-in'),
    page.click('form[action="/sign-out"] button'),
  ]);
}

journey('everybody signs in by the form and out again, and the cookie is worth nothing afterwards', async ({ demo, begin }) => {
  for (const role of Object.keys(demo.people)) {
    const made = await begin();
    const page = await made.newPage();
    await signIn(page, demo, role);
    check(await page.getByText('Demonstration. Invented people.').isVisible(), `${role} sees the strip`);
    const cookies = await made.cookies();
    const session = cookies.find((cookie) => !/visitor|flash/.test(cookie.name));
    check(session?.httpOnly && session.sameSite === 'Strict', `${role} has a session cookie that scripts cannot read`);
    await signOut(page);
    await made.clearCookies();
    await made.addCookies(cookies);
    await page.goto(`${demo.origin}/account`);
    equal(new URL(page.url()).pathname, '/sign-in', `the cookie of the ${role}, replayed`);
  }
});

journey('every offered role is one click away', async ({ demo, begin }) => {
  for (const role of Object.keys(demo.people)) {
    const page = await (await begin()).newPage();
    await page.goto(`${demo.origin}/sign-in`);
    const form = page.locator('form[action="/demo"]', { has: page.locator(`input[name=role][value=${role}]`) });
    await Promise.all([page.waitForURL((url) => url.pathname !== '/sign-in'), form.getByRole('button').click()]);
    check(await page.locator('button[popovertarget=me]').isVisible(), `${role} is in`);
  }
});

journey('a wrong password, an unknown address: the same words, and nothing typed but the password is lost', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  made.expectStatus(429);
  const said = [];
  for (const email of ['somebody.unknown@lindenhof.example', 'karl.winter@lindenhof.example']) {
    const page = await made.newPage();
    await page.goto(`${demo.origin}/sign-in`);
    await page.fill('input[type=email]', email);
    await page.fill('input[type=password]', 'not the right password');
    await page.press('input[type=password]', 'Enter');
    await page.waitForSelector('[role=alert]');
    said.push(await page.locator('[role=alert]').first().innerText());
    equal(await page.inputValue('input[type=email]'), email, 'the address is kept');
    equal(await page.inputValue('input[type=password]'), '', 'the password is not');
    await page.close();
  }
  equal(said[0], said[1], 'what is said to a disabled account and to an unknown one');
});

journey('signing in leads back to the page that was asked for', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await page.goto(`${demo.origin}/account`);
  equal(new URL(page.url()).pathname, '/sign-in', 'asked to sign in first');
  const person = demo.people.receptionist;
  await page.fill('input[type=email]', person.email);
  await page.fill('input[type=password]', person.password);
  await Promise.all([page.waitForURL(`${demo.origin}/account`), page.press('input[type=password]', 'Enter')]);
});

journey('the colours chosen stay chosen', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'nurse');
  await page.click('button[popovertarget=me]');
  await page.click('form[action="/account/theme"] button[value=dark]');
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await page.goto(`${demo.origin}/account`);
  equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'on the next page');
  await page.click('button[popovertarget=me]');
  await page.click('form[action="/account/theme"] button[value=""]');
  await page.waitForFunction(() => !document.documentElement.dataset.theme);
});

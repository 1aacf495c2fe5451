// The same work with script off.
import { check, equal, journey, signIn } from '../lib/journeys.js';
import { crawl } from '../lib/crawl.js';

journey('without script: sign in, find, open, register, sign out', async ({ demo, begin }) => {
  const made = await begin({ script: false });
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients`);
  await page.fill('#q', 'lindqvist');
  await page.press('#q', 'Enter');
  await page.waitForURL(/q=lindqvist/);
  await page.click('#hits tbody th a');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  check((await page.locator('.banner h1').innerText()).includes('LINDQVIST'), 'the chart');
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', 'Ohneskript');
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForSelector('.errors');
  equal(await page.inputValue('[name=family]'), 'Ohneskript', 'what was typed');
  await page.fill('[name=given]', 'Olga');
  await page.fill('[name=born]', '7.7.1977');
  await page.check('input[name=sex][value=female]', { force: true });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  await page.click('button[popovertarget=me]');
  await page.click('form[action="/sign-out"] button');
  await page.waitForURL(/\/sign-in/);
});

journey('without script: every page of the admin opens', async ({ demo, begin }) => {
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'admin');
  const found = await crawl(page, `${demo.origin}/`, async (there, name, answer) => {
    check(answer.status() === 200, `${name} answered ${answer.status()}`);
    check((await there.locator('h1').count()) >= 1, `${name} has no heading`);
  });
  check(found.length >= 8, `only ${found.length} pages`);
});

for (const [size, button, menu] of [['desk', '.top-nav button[popovertarget=upkeep]', '#upkeep'], ['phone', 'button[popovertarget=nav]', '#nav']]) {
  journey(`without script: the menu of administration opens and leads on, ${size}`, async ({ demo, begin }) => {
    const page = await (await begin({ script: false, size })).newPage();
    await signIn(page, demo, 'admin');
    await page.goto(`${demo.origin}/`);
    check(await page.locator(menu).isHidden(), 'it is closed at first');
    const hrefs = await page.locator(`${menu} a`).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    check(['/outbox', '/sendings', '/audit', '/sites'].every((href) => hrefs.includes(href)), `it has ${hrefs}`);
    for (const href of hrefs) {
      await page.goto(`${demo.origin}/`);
      await page.click(button);
      const link = page.locator(`${menu} a[href="${href}"]`);
      await link.scrollIntoViewIfNeeded();
      await Promise.all([page.waitForURL((url) => url.pathname === href), link.click()]);
      check((await page.locator('h1').count()) >= 1, `${href} has a heading`);
      await page.click(button);
      equal(await page.locator(`${menu} a[aria-current=page]`).getAttribute('href'), href, 'where one is');
      await page.keyboard.press('Escape');
      check(await page.locator(menu).isHidden(), `${href}: Escape closes it`);
    }
  });
}

// Whole tasks without a mouse.
import { check, equal, journey, signIn } from '../lib/journeys.js';

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return `${at?.tagName.toLowerCase()} ${at?.id || at?.getAttribute('name') || at?.textContent?.trim().slice(0, 40)}`;
});

journey('by keyboard: find a patient, open the chart, walk its tabs', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.keyboard.press('Tab');
  check(await page.locator('.skip').evaluate((link) => link === document.activeElement), 'the first stop is the way to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('/');
  check(/input/.test(await focused(page)), `“/” goes to the search, not ${await focused(page)}`);
  await page.keyboard.type('wang 王');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('kovic ana');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/patients\?.*q=/);
  await page.locator('#hits tbody th a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  const tabs = await page.locator('nav.tabs a').count();
  check(tabs >= 5, `${tabs} tabs`);
  await page.locator('nav.tabs a').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}\/.+/);
  check(await page.locator('.banner').isVisible(), 'the banner stays');
});

journey('by keyboard: g p, n, typing and Ctrl-Enter register a patient', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL(/\/patients$/);
  await page.keyboard.press('n');
  await page.waitForURL(/\/patients\/new/);
  await page.focus('[name=family]');
  await page.keyboard.type('Tastatur');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Theo');
  await page.focus('[name=born]');
  await page.keyboard.type('3.4.1958');
  await page.locator('input[name=sex]').first().focus();
  await page.keyboard.press('Space');
  await page.focus('[name=given]');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  check((await page.locator('.banner h1').innerText()).includes('TASTATUR'), 'registered');
});

journey('every stop of the Tab key is visible, on the pages used most', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  for (const path of ['/', '/patients', '/patients/new', '/account']) {
    await page.goto(demo.origin + path);
    const seen = new Set();
    for (let press = 0; press < 25; press += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return null;
        const box = at.getBoundingClientRect();
        const style = getComputedStyle(at);
        const drawn = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderColor !== '';
        return { name: at.outerHTML.slice(0, 80), visible: box.width > 0 && box.height > 0 && drawn };
      });
      if (!stop) break;
      check(stop.visible, `${path}: the focus cannot be seen on ${stop.name}`);
      seen.add(stop.name);
    }
    check(seen.size >= 4, `${path}: only ${seen.size} stops`);
  }
});

journey('the list of keys opens and closes by keyboard', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'nurse');
  await page.keyboard.press('?');
  check(await page.locator('#keys').isVisible(), 'open');
  await page.keyboard.press('Escape');
  equal(await page.locator('#keys').isVisible(), false, 'still open');
});

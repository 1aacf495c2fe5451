// What comes out as paper, as the browser meets it.
import { check, equal, journey, signIn } from '../lib/journeys.js';

async function firstChart(page, demo) {
  await page.goto(`${demo.origin}/patients?q=markovic+ana`);
  return page.locator('main a[href^="/patients/"]', { hasText: 'Ana' }).first().getAttribute('href');
}

journey('reception prints a record: the button leads to a PDF that opens instead of being saved', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  const chart = await firstChart(page, demo);
  await page.goto(`${demo.origin}${chart}`);
  const print = page.locator('a[href$="/record.pdf"]').first();
  check(await print.isVisible(), 'the button');
  const answer = await page.request.get(`${demo.origin}${await print.getAttribute('href')}`);
  equal(answer.status(), 200, 'the record');
  equal(answer.headers()['content-type'], 'application/pdf', 'its type');
  check(answer.headers()['content-disposition'].startsWith('inline'), 'it opens instead of being saved');
  check((await answer.body()).subarray(0, 5).toString() === '%PDF-', 'it is a PDF');
});

journey('labels: the size chosen is the size next time', async ({ demo, begin }) => {
  const made = await begin();
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  const chart = await firstChart(page, demo);
  const labels = `${demo.origin}${chart}/labels`;
  await page.goto(labels);
  const form = page.locator('form[action$="/label.pdf"]');
  const sizes = await form.locator('[name=size] option').evaluateAll((all) => all.map((one) => one.value));
  check(sizes.length > 1, 'sizes to choose from');
  const before = await form.locator('[name=size]').inputValue();
  const chosen = sizes.find((size) => size !== before);
  const asked = new URLSearchParams({ size: chosen, copies: '2' });
  const answer = await page.request.get(`${demo.origin}${chart}/label.pdf?${asked}`);
  equal(answer.headers()['content-type'], 'application/pdf', 'a label');
  await page.goto(labels);
  equal(await page.locator('form[action$="/label.pdf"] [name=size]').inputValue(), chosen, 'remembered');
});

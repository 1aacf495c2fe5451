// A browser in Tokyo, a server in New York, a clinic in Berlin: an appointment is at the time of the clinic everywhere.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { diary, workday } from '../lib/hand.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

const APPOINTMENT = /\/appointments\/([0-9a-f-]{36})$/;

// What stands on a PDF; none where poppler is not installed.
function textOf(file) {
  const folder = mkdtempSync(join(tmpdir(), 'wardbook-paper-'));
  try {
    writeFileSync(join(folder, 'paper.pdf'), file);
    return execFileSync('pdftotext', ['-layout', join(folder, 'paper.pdf'), '-']).toString();
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Day and time of an instant on the wall of the clinic.
function inBerlin(instant) {
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(instant).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

journey('zones: a browser in Tokyo and a server in New York keep the time of the clinic', async ({ begin, startWith }) => {
  const demo = await startWith({ TZ: 'America/New_York' });
  const page = await (await begin({ timezoneId: 'Asia/Tokyo' })).newPage();
  equal(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone), 'Asia/Tokyo', 'where the browser is');
  await signIn(page, demo, 'receptionist');
  await diary(page, demo);
  const slot = page.locator('a.slot--free').nth(2);
  const [time, day] = [await slot.locator('time').innerText(), workday()];
  const named = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric' }).format(new Date(`${day}T12:00:00Z`));
  await slot.click();
  await page.fill('#bk-q', 'lindqvist');
  await page.locator('#bk-hits a', { hasText: 'Lindqvist' }).first().click();
  await page.waitForSelector('#in-sheet form[action="/appointments"]');
  await page.locator('#in-sheet .dialog-foot .btn-primary').click();
  await page.waitForURL(APPOINTMENT);
  const [, id] = page.url().match(APPOINTMENT);

  const title = await page.locator('h1').innerText();
  check(title.includes(time) && named.split(' ').every((word) => title.includes(word)), `the appointment says “${title}”, not ${day} ${time}`);
  await page.goto(`${demo.origin}/diary?date=${day}`);
  equal(await page.locator(`#a-${id} time`).first().innerText(), time, 'the day');
  await page.goto(`${demo.origin}/diary/list?date=${day}`);
  equal(await page.locator(`#a-${id} time`).first().innerText(), time, 'the list');

  const slip = await page.request.get(`${demo.origin}/appointments/${id}/slip.pdf?size=a5`);
  equal(slip.headers()['content-type'], 'application/pdf', 'the slip');
  const paper = textOf(await slip.body());
  check(paper === null || paper.includes(time), `the slip says ${time}: ${paper}`);
  const file = await (await page.request.get(`${demo.origin}/appointments/${id}/calendar.ics`)).text();
  const [, date, clock] = file.match(/DTSTART:(\d{8})T(\d{6})Z/);
  const digits = (text, sizes) => sizes.map(([from, to]) => text.slice(from, to));
  const instant = new Date(`${digits(date, [[0, 4], [4, 6], [6, 8]]).join('-')}T${digits(clock, [[0, 2], [2, 4], [4, 6]]).join(':')}Z`);
  const wall = inBerlin(instant);
  equal(`${wall.day} ${wall.time}`, `${day} ${time}`, 'the calendar file');
});

// Live pages: one window works, the other shows it by itself.
import { check, equal, journey, signIn } from '../lib/journeys.js';

// A day on which the demonstration works, some weeks ahead, where nothing else is being booked.
function quietDay() {
  const day = new Date();
  day.setDate(day.getDate() + 23);
  while ([0, 6].includes(day.getDay())) day.setDate(day.getDate() + 1);
  return day.toISOString().slice(0, 10);
}

// Opens a page and waits until its line says that it is heard.
async function live(page, url) {
  await page.goto(url);
  await page.waitForSelector('body[data-heard]');
}

const free = (page) => page.locator('a.slot--free').count();

async function book(page, name) {
  await page.locator('a.slot--free').first().click();
  await page.waitForSelector('#bk-q');
  await page.keyboard.type(name.toLowerCase());
  await page.locator('#bk-hits a', { hasText: name }).first().click();
  await page.waitForSelector('#in-sheet form[action="/appointments"]');
  const saved = page.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
  await page.locator('#in-sheet .dialog-foot .btn-primary').click();
  await saved;
}

journey('live: one window books, the day in the other moves by itself', async ({ demo, begin }) => {
  const [mine, theirs] = [await (await begin()).newPage(), await (await begin()).newPage()];
  await signIn(mine, demo, 'receptionist');
  await signIn(theirs, demo, 'receptionist');
  const url = `${demo.origin}/diary?date=${quietDay()}`;
  await live(theirs, url);
  const before = await free(theirs);
  // What somebody is typing, and where they are, stays where it is.
  await theirs.click('button[popovertarget="pick"]');
  await theirs.fill('#pick-date', '2027-02-03');
  await theirs.focus('#pick-date');
  await mine.goto(url);
  await book(mine, 'Lindqvist');
  const booked = Date.now();
  await theirs.waitForFunction((count) => document.querySelectorAll('a.slot--free').length < count, before, { timeout: 3000 });
  const took = Date.now() - booked;
  check(took < 1000, `it took ${took} ms`);
  equal(await theirs.inputValue('#pick-date'), '2027-02-03', 'what was typed');
  equal(await theirs.evaluate(() => document.activeElement?.id), 'pick-date', 'the focus');
  check(await theirs.locator('#pick').isVisible(), 'what was open is open');
  check(await theirs.locator('a.slot', { hasText: 'Lindqvist' }).first().isVisible(), 'the name stands there');
});

journey('live: a page whose session ends elsewhere asks to sign in, at once', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(401);
  const [page, other] = [await made.newPage(), await made.newPage()];
  await signIn(page, demo, 'receptionist');
  await live(page, `${demo.origin}/diary/list`);
  await other.goto(`${demo.origin}/account`);
  await other.click('button[popovertarget="me"]');
  await other.locator('form[action="/sign-out"] button').click();
  await page.waitForSelector('#modal dialog', { timeout: 3000 });
});

journey('live: a lost line is shown, and comes back by itself with what was missed', async ({ demo, begin }) => {
  const made = await begin();
  const [page, other] = [await made.newPage(), await (await begin()).newPage()];
  await signIn(page, demo, 'receptionist');
  await signIn(other, demo, 'receptionist');
  const url = `${demo.origin}/diary?date=${quietDay()}`;
  // The line goes through the test's own hands, which let go of it.
  let [lines, cut] = [[], false];
  await page.routeWebSocket(/\/live$/, (line) => {
    if (cut) { line.close({ code: 1013 }); return; }
    line.connectToServer();
    lines.push(line);
  });
  await page.goto(url);
  await page.waitForTimeout(500);
  const before = await free(page);
  cut = true;
  for (const line of lines) await line.close({ code: 1013 });
  await page.waitForSelector('#lost p', { timeout: 8000 });
  check((await page.locator('#lost').innerText()).includes('interrupted'), 'it says so');
  await other.goto(url);
  await book(other, 'Bianchi');
  equal(await free(page), before, 'nobody told this page');
  cut = false;
  await page.waitForSelector('#lost p', { state: 'detached', timeout: 30_000 });
  await page.waitForFunction((count) => document.querySelectorAll('a.slot--free').length < count, before, { timeout: 3000 });
});

journey('live: the bell rises in one window when another books, and falls when it is read', async ({ demo, begin }) => {
  const [desk, doctor] = [await (await begin()).newPage(), await (await begin()).newPage()];
  await signIn(desk, demo, 'receptionist');
  await signIn(doctor, demo, 'doctor');
  await live(doctor, `${demo.origin}/directory`);
  const count = async () => Number(await doctor.locator('#bell .count').innerText().catch(() => '0'));
  const before = await count();
  // A free time of this very doctor, within three weeks.
  const day = new Date();
  let slot = null;
  for (let ahead = 0; ahead < 21 && !slot; ahead += 1) {
    day.setDate(day.getDate() + 1);
    await desk.goto(`${demo.origin}/diary?date=${day.toISOString().slice(0, 10)}`);
    const free = desk.getByRole('link', { name: /Book .*Kovač/ });
    if (await free.count()) slot = free.first();
  }
  check(slot, 'a free time of the doctor');
  await slot.click();
  await desk.waitForSelector('#bk-q');
  await desk.keyboard.type('silva');
  await desk.locator('#bk-hits a', { hasText: 'Silva' }).first().click();
  await desk.waitForSelector('#in-sheet form[action="/appointments"]');
  await desk.locator('#in-sheet .dialog-foot .btn-primary').click();
  await desk.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
  await doctor.waitForFunction((least) => Number(document.querySelector('#bell .count')?.textContent ?? 0) > least, before, { timeout: 3000 });
  await doctor.click('#bell');
  await doctor.waitForURL(/\/notifications$/);
  check(await doctor.locator('.notes .is-new', { hasText: 'Silva' }).first().isVisible(), 'the list says who');
  await doctor.click('#read-all');
  await doctor.waitForURL(/\/notifications$/);
  equal(await doctor.locator('#bell .count').count(), 0, 'nothing unread');
});

// Two people talk, in two windows, by keyboard alone, and without script.
import { counted } from '../lib/hand.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

const CONVERSATION = /\/messages\/[\w-]{27}$/;
// The smallest picture there is.
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function open(page, demo, name) {
  await page.goto(`${demo.origin}/messages/new?q=${encodeURIComponent(name)}`);
  await page.locator('#people button').first().click();
  await page.waitForURL(CONVERSATION);
}

const messages = (page) => page.locator('#log .msg .said').allInnerTexts();

async function says(page, words) {
  await page.fill('#text', words);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#text').value === '');
}

journey('chat: two windows talk, see each other write, and what was read', async ({ demo, begin }) => {
  const [desk, nurse] = [await (await begin()).newPage(), await (await begin()).newPage()];
  await signIn(desk, demo, 'receptionist');
  await signIn(nurse, demo, 'nurse');
  await nurse.waitForSelector('body[data-heard]');
  const before = await nurse.evaluate(() => Number(document.querySelector('#bell .count')?.textContent ?? 0));
  await open(desk, demo, 'Nils Berg');
  await desk.waitForSelector('body[data-heard]');
  await says(desk, 'Room 2 is ready\nsee https://plan.example/2');
  await nurse.waitForFunction((n) => Number(document.querySelector('#bell .count')?.textContent ?? 0) > n, before, { timeout: 3000 });
  await desk.waitForFunction(() => document.querySelector('#log li:last-child')?.textContent.includes('delivered'), null, { timeout: 3000 });
  await nurse.goto(`${demo.origin}/messages`);
  await nurse.locator('.chat-list a', { hasText: 'Room 2 is ready' }).click();
  await nurse.waitForURL(CONVERSATION);
  equal(nurse.url(), desk.url(), 'one conversation, one address');
  check(await nurse.locator('#new').isVisible(), 'what is new is marked');
  await desk.waitForFunction(() => document.querySelector('#log li:last-child')?.textContent.includes('read'), null, { timeout: 3000 });
  const link = nurse.locator('#log .msg a', { hasText: 'plan.example' }).last();
  equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow', 'the link');
  // The other one writes, and that is seen; what one types oneself stays when theirs arrives.
  await nurse.waitForSelector('body[data-heard]');
  await desk.fill('#text', 'half a thought');
  await nurse.locator('#text').pressSequentially('On my way');
  await desk.locator('[data-told]').waitFor({ state: 'visible', timeout: 3000 });
  const sent = Date.now();
  await nurse.keyboard.press('Enter');
  await desk.waitForFunction(() => [...document.querySelectorAll('#log .msg .said')].at(-1)?.textContent === 'On my way', null, { timeout: 3000 });
  check(Date.now() - sent < 1500, `it took ${Date.now() - sent} ms`);
  equal(await desk.inputValue('#text'), 'half a thought', 'what was typed meanwhile');
  equal(await nurse.evaluate(() => document.activeElement?.id), 'text', 'one types on');
  await says(desk, 'Thank you');
  await nurse.waitForFunction(() => [...document.querySelectorAll('#log .msg .said')].at(-1)?.textContent === 'Thank you', null, { timeout: 3000 });
  equal((await messages(desk)).join('|'), (await messages(nurse)).join('|'), 'both have the same');
  const atEnd = await desk.locator('.messages').evaluate((log) => Math.abs(log.scrollTop) < 2);
  check(atEnd, 'the newest is in view');
});

journey('chat: by keyboard alone, from anywhere', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  const hand = counted(page);
  await hand.press('g');
  await hand.press('m');
  await page.waitForURL(/\/messages$/);
  await hand.press('n');
  await page.waitForURL(/\/messages\/new/);
  await page.keyboard.type('Jović');
  await page.waitForFunction(() => document.querySelectorAll('#people tbody tr').length === 1);
  await hand.tabTo('#people button[name=to]', 'who is written to');
  await hand.press('Enter');
  await page.waitForURL(CONVERSATION);
  await page.keyboard.type('Is the slip printed?');
  await hand.press('Enter');
  await page.waitForFunction(() => [...document.querySelectorAll('#log .msg .said')].at(-1)?.textContent === 'Is the slip printed?');
  check(hand.done.clicks === 0 && hand.done.keys <= 8, `${hand.done.keys} keys`);
});

journey('chat: without script it is a page that is sent and comes back', async ({ demo, begin }) => {
  const page = await (await begin({ script: false })).newPage();
  await signIn(page, demo, 'admin');
  await open(page, demo, 'Nils Berg');
  await page.fill('#text', 'The ward needs gloves');
  await page.setInputFiles('#files', { name: 'shelf.png', mimeType: 'image/png', buffer: PICTURE });
  await page.locator('#composer .btn-primary').click();
  await page.waitForURL(CONVERSATION);
  equal((await messages(page)).at(-1), 'The ward needs gloves', 'it stands there');
  equal(await page.inputValue('#text'), '', 'the field is empty');
  const file = page.locator('#log .hung a', { hasText: 'shelf.png' }).last();
  const answer = await page.request.get(new URL(await file.getAttribute('href'), demo.origin).href);
  equal(answer.headers()['content-type'], 'image/png', 'the file');
  await page.goto(`${demo.origin}/messages/search?q=gloves`);
  await page.locator('.lines a', { hasText: 'gloves' }).first().click();
  await page.waitForURL(/\?at=\d+#m-\d+$/);
  check(await page.locator('#log .msg:target').isVisible(), 'the message that was found');
});

journey('chat: what cannot be sent says why, and what was typed stays', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await open(page, demo, 'Ines Falk');
  await page.fill('#text', 'See the list');
  await page.setInputFiles('#files', { name: 'list.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  check(await page.locator('[data-names]', { hasText: 'list.png' }).isVisible(), 'what is attached');
  await page.locator('#composer .btn-primary').click();
  await page.locator('#wrong', { hasText: 'list.png' }).waitFor();
  equal(await page.inputValue('#text'), 'See the list', 'what was typed');
  await page.locator('[data-unattach]').click();
  await page.locator('#composer .btn-primary').click();
  await page.waitForFunction(() => [...document.querySelectorAll('#log .msg .said')].at(-1)?.textContent === 'See the list');
  await page.waitForFunction(() => document.querySelector('#wrong').textContent === '');
});

journey('chat: a file that is too large, and words sent after a lost answer, are refused in sight and can be sent again', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(413);
  made.expectStatus(409);
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await open(page, demo, 'Ines Falk');
  await page.waitForSelector('body[data-heard]');
  await page.fill('#text', 'The scan');
  await page.setInputFiles('#files', { name: 'scan.png', mimeType: 'image/png', buffer: Buffer.alloc(11_000_000, 1) });
  const allowed = page.evaluate(() => new Promise((tell) => {
    document.addEventListener('htmx:before:request', (e) => tell(e.detail.ctx.request.timeout), { once: true });
  }));
  await page.locator('#composer .btn-primary').click();
  check((await allowed) > 1_400_000, `a large file has as long as the house waits for it: ${await allowed} ms`);
  const dialog = page.locator('#modal dialog:modal');
  await dialog.getByText('That was more than').waitFor();
  check(await page.locator('#log').isVisible(), 'the conversation stays');
  await dialog.locator('[data-close]').click();
  equal(await page.inputValue('#text'), 'The scan', 'what was typed');
  await page.locator('[data-unattach]').click();
  // The first is stored, and its answer is lost on the way.
  const said = () => page.locator('#log .msg .said').allInnerTexts();
  await page.route(CONVERSATION, async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort('internetdisconnected');
  }, { times: 1 });
  await page.locator('#composer .btn-primary').click();
  await page.getByText('No answer.').waitFor();
  await page.fill('#text', 'The scan is in the drawer');
  await page.locator('#composer .btn-primary').click();
  await dialog.getByText('sent before').waitFor();
  await dialog.locator('[data-close]').click();
  equal((await said()).at(-1), 'The scan', 'what was sent first is there');
  equal(await page.inputValue('#text'), 'The scan is in the drawer', 'what was typed since');
  await page.locator('#composer .btn-primary').click();
  await page.waitForFunction(() => [...document.querySelectorAll('#log .msg .said')].at(-1)?.textContent === 'The scan is in the drawer');
  equal((await said()).slice(-2).join('|'), 'The scan|The scan is in the drawer', 'each once');
});

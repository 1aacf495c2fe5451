// What people of the house tell each other: notices with their receipts, and what is sent by hand.
import { check, equal, journey, signIn } from '../lib/journeys.js';

// How much the bell in the header says is new.
const news = async (page) => Number((await page.locator('#bell .count').textContent().catch(() => '0')) || 0);

async function heard(page) {
  await page.waitForSelector('body[data-heard]');
}

journey('notices: written by reception, it rings, is read and counted', async ({ demo, begin }) => {
  const [desk, nurse] = [await (await begin()).newPage(), await (await begin()).newPage()];
  await signIn(desk, demo, 'receptionist');
  await signIn(nurse, demo, 'nurse');
  await nurse.goto(`${demo.origin}/`);
  await heard(nurse);
  const title = `Keys of the linen room ${Date.now() % 100000}`;
  await desk.goto(`${demo.origin}/notices`);
  await desk.getByRole('link', { name: 'New notice' }).click();
  await desk.fill('[name=title]', title);
  await desk.fill('[name=body]', 'They are at **reception** now.\n\n- Sign for them.\n- Bring them back.');
  await desk.check('[name=role-nurse]');
  await Promise.all([desk.waitForURL(/\/notices\/0[^/]+$/), desk.getByRole('button', { name: 'Put it on the board' }).click()]);
  const address = desk.url();
  // Without doing anything the nurse sees it on the first page, and the bell has rung.
  await nurse.locator('#side', { hasText: title }).waitFor({ timeout: 5000 });
  check((await news(nurse)) > 0, 'the bell has rung');
  await nurse.locator('#bell').click();
  const line = nurse.locator('.notes li', { hasText: title });
  await Promise.all([nurse.waitForURL(address), line.getByRole('button', { name: 'Open' }).click()]);
  equal(await nurse.locator('main strong').innerText(), 'reception', 'emphasis is shown');
  equal(await nurse.locator('main ul li').count(), 2, 'and a list');
  await Promise.all([nurse.waitForURL(/\/notices$/), nurse.getByRole('button', { name: 'I have read this' }).click()]);
  await desk.reload();
  const count = await desk.locator('#read-by p').innerText();
  check(/^Read by 1 of \d+$/.test(count), `the count is ${count}`);
  await Promise.all([desk.waitForURL(/\/notices$/), desk.getByRole('button', { name: 'Take it down' }).click()]);
  await nurse.goto(`${demo.origin}/`);
  equal(await nurse.getByText(title).count(), 0, 'what was taken down is gone');
});

journey('sent by hand: an admin sees who gets it, they hear it, and who has read it is seen', async ({ demo, begin }) => {
  const [admin, nurse] = [await (await begin()).newPage(), await (await begin()).newPage()];
  await signIn(admin, demo, 'admin');
  await signIn(nurse, demo, 'nurse');
  await nurse.goto(`${demo.origin}/`);
  await heard(nurse);
  const before = await news(nurse);
  const subject = `Beds on ward three ${Date.now() % 100000}`;
  // By keyboard: the menu of administration opens, and closes again by Escape.
  await admin.locator('.top-nav button').focus();
  await admin.keyboard.press('Enter');
  await admin.locator('#upkeep a', { hasText: 'Sent by hand' }).waitFor();
  await admin.keyboard.press('Escape');
  await admin.locator('#upkeep').waitFor({ state: 'hidden' });
  await admin.keyboard.press('Enter');
  await admin.locator('#upkeep a', { hasText: 'Sent by hand' }).click();
  await admin.waitForURL(/\/sendings$/);
  await admin.getByRole('link', { name: 'Send by hand' }).click();
  await admin.selectOption('[name=to]', 'role nurse');
  await admin.fill('[name=subject]', subject);
  await admin.fill('[name=body]', 'Two beds are free from noon on.');
  await admin.getByRole('button', { name: 'Show who gets it' }).click();
  await admin.locator('#preview').waitFor();
  const people = await admin.locator('#preview li').count();
  check(people > 0, 'it says who gets it');
  equal(await admin.inputValue('[name=body]'), 'Two beds are free from noon on.', 'what was typed stays');
  await Promise.all([admin.waitForURL(/\/sendings\/0/), admin.getByRole('button', { name: `Send to ${people} people` }).click()]);
  await nurse.waitForFunction((count) => Number(document.querySelector('#bell .count')?.textContent ?? 0) > count, before, { timeout: 5000 });
  await nurse.locator('#bell').click();
  await nurse.locator('.notes li', { hasText: subject }).getByRole('button', { name: 'Open' }).click();
  await nurse.getByText('Two beds are free').waitFor();
  await admin.reload();
  equal(await admin.locator('#read-by p').innerText(), `Read by 1 of ${people}`, 'the count');
});

journey('sent by hand: reception writes to a patient, and calls where it does not arrive', async ({ demo, begin }) => {
  const desk = await (await begin()).newPage();
  await signIn(desk, demo, 'receptionist');
  await desk.goto(`${demo.origin}/patients?q=${encodeURIComponent('O’Neill')}`);
  const record = await desk.locator('main a[href^="/patients/0"]').first().getAttribute('href');
  await desk.goto(`${demo.origin}${record}/messages`);
  await desk.getByText('By text message').click();
  await Promise.all([desk.waitForURL((url) => !url.pathname.endsWith('/messages')), desk.getByRole('button', { name: 'Save' }).click()]);
  await desk.goto(`${demo.origin}${record}/messages`);
  await desk.getByRole('link', { name: 'Write a message' }).click();
  await desk.getByText('Write nothing about health').waitFor();
  const subject = `Your umbrella ${Date.now() % 100000}`;
  await desk.fill('[name=subject]', subject);
  await desk.fill('[name=body]', 'It is at our desk.');
  await Promise.all([desk.waitForURL(/\/sendings\/0/), desk.getByRole('button', { name: 'Send' }).click()]);
  // Nothing is set up to send it: reception learns so, and calls.
  for (let tried = 0; tried < 20 && (await desk.getByText('Nothing is set up to send it').count()) === 0; tried += 1) {
    await desk.waitForTimeout(300);
    await desk.reload();
  }
  await desk.getByRole('button', { name: 'Try again' }).waitFor();
  await desk.goto(`${demo.origin}/calls`);
  const call = desk.locator('li', { hasText: subject });
  await Promise.all([desk.waitForLoadState('load'), call.getByRole('button', { name: 'Reached' }).click()]);
  await desk.locator('li', { hasText: subject }).waitFor({ state: 'detached' });
});

journey('sent by hand: everybody in a list of the diary is told once, or called', async ({ begin, startWith }) => {
  const house = await startWith({ WARDBOOK_MAIL: 'file', WARDBOOK_SMS: 'file' });
  const desk = await (await begin()).newPage();
  await signIn(desk, house, 'receptionist');
  await desk.goto(`${house.origin}/diary/list`);
  await desk.selectOption('[name=status]', 'booked');
  await desk.selectOption('[name=days]', '28');
  await desk.locator('form.filters[role=search] button').click();
  await desk.waitForURL(/status=booked/);
  const names = await desk.locator('.day-list bdi').allInnerTexts();
  await desk.getByRole('link', { name: 'Write to these patients' }).click();
  await desk.waitForURL(/\/sendings\/patients\?/);
  const count = Number((await desk.locator('#preview-title').innerText()).match(/^To (\d+) patients$/)?.[1]);
  // There are namesakes.
  check(count >= new Set(names).size && count < names.length, `each patient of the list once: ${count} of ${names.length} appointments`);
  const ways = (await desk.locator('#preview dd').allInnerTexts()).map(Number);
  equal(ways.reduce((sum, one) => sum + one, 0), count, 'each is told in one way');
  await desk.locator('#who summary').click();
  equal(await desk.locator('#who li').count(), count, 'and they are named');
  const called = await desk.locator('#who li', { hasText: 'By telephone' }).count();
  check(called > 0 && called < count, `${called} of ${count} are called`);
  // Without words nothing goes out.
  const send = desk.getByRole('button', { name: `Send to ${count} patients` });
  desk.context().expectStatus(422);
  await send.click();
  await desk.locator('.errors').waitFor();
  const subject = `Water is off ${Date.now() % 100000}`;
  await desk.fill('[name=subject]', subject);
  await desk.fill('[name=body]', 'Please use the rest rooms of the main house.');
  await Promise.all([desk.waitForURL(/\/sendings\/0/), send.click()]);
  const sent = desk.url();
  equal(await desk.locator('#patients tbody tr').count(), count, 'all of them');
  equal(await desk.locator('#patients', { hasText: 'To be called' }).count(), 1, 'some are to be called');
  const tally = async () => {
    await desk.goto(`${house.origin}/sendings`);
    return desk.locator('tr', { hasText: subject }).innerText();
  };
  for (let tried = 0; tried < 30 && (await tally()).includes('on the way'); tried += 1) await desk.waitForTimeout(300);
  check((await tally()).includes(`${count - called} sent, ${called} to call`), await tally());
  await desk.goto(`${house.origin}/calls`);
  const calls = desk.locator('li', { hasText: subject });
  equal(await calls.count(), called, 'on the call list');
  await Promise.all([desk.waitForLoadState('load'), calls.first().getByRole('button', { name: 'Reached' }).click()]);
  await desk.waitForFunction(([words, left]) => [...document.querySelectorAll('main li')].filter((one) => one.textContent.includes(words)).length === left, [subject, called - 1]);
  check((await tally()).includes('1 called'), 'the sending says so');
  await desk.goto(sent);
  equal(await desk.getByText('reached by telephone').count(), 1, 'and with whom');
});

// Reception finds and registers people.
import { axe } from '../lib/browser.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

journey('search finds people as they are said, typed and written down', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  for (const [typed, name] of [
    ['markovic ana', 'Marković, Ana'],
    ['MARKOVIĆ', 'Marković, Ana Marija'],
    ['марк', 'Марковић, Ана'],
    ['kovic ana', 'Marković, Ana'],
    ['14.3.84', 'Marković, Ana'],
    ['0182', 'Marković, Luka'],
    ['417-229-58', 'Marković, Ana'],
    ['oneill', 'O’Neill, Siobhán'],
    ['nguyen', 'Nguyễn, Minh Anh'],
    ['محمد', 'العلي, محمد'],
    ['शर्मा', 'शर्मा, अनीता'],
    ['王', '王伟'],
  ]) {
    await page.goto(`${demo.origin}/patients?q=${encodeURIComponent(typed)}`);
    const names = await page.locator('#hits tbody th a').allInnerTexts();
    const flat = (text) => text.replaceAll('،', ',').trim();
    check(names.map(flat).includes(name), `“${typed}” finds ${name}; found ${names.join(' | ') || 'nobody'}`);
  }
  await page.goto(`${demo.origin}/patients?q=zzzqqq`);
  check(await page.locator('#hits .empty').isVisible(), 'nobody, in words');
});

journey('results follow the typing, and the field keeps the focus and the text', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients`);
  await page.focus('#q');
  await page.keyboard.type('novak', { delay: 40 });
  await page.waitForFunction(() => document.querySelectorAll('#hits tbody tr').length === 1);
  equal(await page.evaluate(() => document.activeElement?.id), 'q', 'the focus');
  equal(await page.inputValue('#q'), 'novak', 'the text');
  await page.click('#hits tbody th a');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  await page.goBack();
  check(new URL(page.url()).pathname === '/patients', 'back is the list again');
});

journey('a namesake is shown before somebody is registered twice, and going on needs a reason', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForSelector('.errors');
  check(await page.locator('.errors').evaluate((box) => box === document.activeElement), 'the summary has the focus');
  await page.fill('[name=family]', 'Markovic');
  await page.fill('[name=given]', 'Ana');
  await page.fill('[name=born]', '14.3.1984');
  await page.check('input[name=sex][value=female]', { force: true });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForSelector('#alike');
  equal(await page.inputValue('[name=family]'), 'Markovic', 'what was typed');
  await page.check('input[name=other] >> nth=0', { force: true });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  check((await page.locator('.banner h1').innerText()).includes('MARKOVIC'), 'the banner names the new patient');
});

journey('clicking twice registers once', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', 'Doppelklick');
  await page.fill('[name=given]', 'Dora');
  await page.fill('[name=born]', '1.2.1961');
  await page.check('input[name=sex][value=female]', { force: true });
  await page.dblclick('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  await page.goto(`${demo.origin}/patients?q=doppelklick`);
  equal(await page.locator('#hits tbody tr').count(), 1, 'records of the name');
});

journey('two editors: the second sees what the first changed, and loses nothing', async ({ demo, begin }) => {
  const [one, two] = [await begin(), await begin()];
  two.expectStatus(409);
  const [first, second] = [await one.newPage(), await two.newPage()];
  await signIn(first, demo, 'receptionist');
  await signIn(second, demo, 'admin');
  await first.goto(`${demo.origin}/patients?q=diallo`);
  const record = await first.locator('#hits tbody th a').first().getAttribute('href');
  for (const page of [first, second]) await page.goto(`${demo.origin}${record}/edit`);
  await first.fill('[name=street]', 'Fährweg 8');
  await second.fill('[name=street]', 'Torfgang 77');
  await first.click('.save-bar .btn-primary');
  await first.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await second.click('.save-bar .btn-primary');
  await second.waitForSelector('.compare');
  const words = await second.locator('main').innerText();
  check(words.includes('Fährweg 8') && words.includes('Torfgang 77'), 'both versions are shown');
});

journey('markup in every field is shown, not run', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>';
  for (const name of ['family', 'given', 'preferred', 'title', 'street', 'town', 'note']) {
    const field = page.locator(`[name=${name}]`).first();
    if (await field.count()) await field.fill(name === 'title' ? '<b>Dr</b>' : `${evil} ${name}`);
  }
  await page.fill('[name=born]', '1.1.1970');
  await page.check('input[name=sex][value=unknown]', { force: true });
  page.on('dialog', () => { throw new Error('a script of a patient ran'); });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  check((await page.locator('.banner h1').innerText()).includes('<IMG SRC=X'), 'the name is shown literally');
});

journey('a doctor meets nothing of a patient who is not theirs', async ({ demo, begin }) => {
  const made = await begin();
  const desk = await made.newPage();
  await signIn(desk, demo, 'receptionist');
  await desk.goto(`${demo.origin}/patients?q=kaya`);
  const record = await desk.locator('#hits tbody th a').first().getAttribute('href');
  const theirs = await begin();
  theirs.expectStatus(404);
  const page = await theirs.newPage();
  await signIn(page, demo, 'doctor');
  await page.goto(`${demo.origin}/patients?q=kaya`);
  equal(await page.locator('#hits tbody tr').count(), 0, 'hits');
  for (const path of ['', '/edit', '/record.pdf', '/visits', '/access']) {
    const answer = await page.goto(`${demo.origin}${record}${path}`).catch(() => null);
    const status = answer?.status();
    check(status === 404 || status === 403, `${path || 'the page'} answered ${status}`);
  }
  const never = await page.goto(`${demo.origin}/patients/00000000-0000-7000-8000-000000000000`);
  equal(never.status(), 404, 'an id that was never issued');
});

journey('whom a registration resembles comes up while typing, and nothing typed moves or loses the focus', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  await page.focus('[name=family]');
  await page.keyboard.type('Markovic', { delay: 20 });
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ana', { delay: 20 });
  const top = await page.locator('[name=born]').evaluate((field) => field.getBoundingClientRect().top);
  await page.focus('[name=born]');
  await page.keyboard.type('14.3.1984', { delay: 20 });
  await page.locator('#alike-now tbody tr').nth(1).waitFor();
  equal(await page.evaluate(() => document.activeElement?.id), 'born', 'the focus');
  equal(await page.inputValue('[name=born]'), '14.3.1984', 'what was typed');
  equal(await page.locator('[name=born]').evaluate((field) => field.getBoundingClientRect().top), top, 'where the field stands');
  check((await page.locator('#alike-now').innerText()).includes('417-229-58'), 'the record is shown');
  check((await page.locator('#alike-said').innerText()).length > 0, 'it is said aloud as well');
  const findings = await axe(page);
  check(findings.length === 0, findings.join('\n'));
  await page.check('#alike-now input[name=other]', { force: true });
  await page.focus('[name=phone]');
  await page.keyboard.type('064 555 0182', { delay: 20 });
  await page.locator('#phone-after', { hasText: 'A shared family phone is fine.' }).waitFor();
  check(await page.locator('#alike-now input[name=other]').first().isChecked(), 'the choice made stays made');
  await page.fill('[name=given]', 'Zvonimira');
  await page.waitForFunction(() => !document.querySelector('#alike-now table'));
  // A record one recognises is one click away; what was typed is a draft by then, so nobody is asked.
  await page.fill('[name=given]', 'Ana');
  await page.locator('#alike-now tbody tr').nth(1).waitFor();
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
  await page.waitForTimeout(2300);
  let asked = 0;
  page.on('dialog', async (dialog) => { asked += 1; await dialog.accept(); });
  await page.locator('#alike-now tbody a').first().click();
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  equal(asked, 0, 'questions');
  await page.goto(`${demo.origin}/patients/new`);
  await page.getByRole('button', { name: /^Discard/ }).click();
  await page.getByText('What was kept has been thrown away.').waitFor();
});

journey('a form that was closed half typed is offered again, to the one who typed it alone', async ({ demo, begin }) => {
  const made = await begin();
  let page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', 'Halbfertig');
  await page.focus('[name=given]');
  await page.keyboard.type('Hanna', { delay: 30 });
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
  equal(await page.evaluate(() => document.activeElement?.id), 'given', 'the focus while it is kept');
  // Leaving asks, since nothing is registered yet.
  let asked = 0;
  page.on('dialog', async (dialog) => { asked += 1; await dialog.accept(); });
  await page.close({ runBeforeUnload: true });
  for (let tries = 0; !page.isClosed() && tries < 40; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  equal(asked, 1, 'questions before leaving');

  page = await made.newPage();
  await page.goto(`${demo.origin}/patients/new`);
  equal(await page.inputValue('[name=family]'), '', 'the form before anything is chosen');
  const findings = await axe(page);
  check(findings.length === 0, findings.join('\n'));
  await page.getByRole('link', { name: 'Continue Halbfertig, Hanna' }).click();
  await page.waitForURL(/draft=/);
  equal(await page.inputValue('[name=given]'), 'Hanna', 'what was typed');
  const other = await (await begin()).newPage();
  await signIn(other, demo, 'admin');
  for (const address of [`${demo.origin}/patients/new`, page.url()]) {
    await other.goto(address);
    check(!(await other.locator('main').innerText()).includes('Halbfertig'), `${address} shows nothing to somebody else`);
    equal(await other.inputValue('[name=family]'), '', 'the field of somebody else');
  }
  await page.fill('[name=born]', '7.7.1977');
  await page.check('input[name=sex][value=female]', { force: true });
  await page.click('form[action="/patients"] .save-bar .btn-primary');
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  await page.goto(`${demo.origin}/patients/new`);
  equal(await page.locator('a[href*="draft="]').count(), 0, 'offers after it was registered');
});

journey('a form of a signed-out person is not shown to the next one at the same desk', async ({ demo, begin }) => {
  const made = await begin();
  const page = await made.newPage();
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  await page.fill('[name=family]', 'Vertraulich');
  await page.getByText(/Saved \d\d:\d\d as a draft/).waitFor();
  page.on('dialog', (dialog) => dialog.accept());
  await page.click('button[popovertarget=me]');
  await page.click('form[action="/sign-out"] button');
  await page.waitForURL(/\/sign-in/);
  await signIn(page, demo, 'admin');
  await page.goto(`${demo.origin}/patients/new`);
  check(!(await page.content()).includes('Vertraulich'), 'nothing of it');
  await page.click('button[popovertarget=me]');
  await page.click('form[action="/sign-out"] button');
  await page.waitForURL(/\/sign-in/);
  await signIn(page, demo, 'receptionist');
  await page.goto(`${demo.origin}/patients/new`);
  check((await page.locator('main').innerText()).includes('Vertraulich'), 'it waits for the one who typed it');
  await page.getByRole('button', { name: 'Discard Vertraulich' }).click();
  await page.getByText('What was kept has been thrown away.').waitFor();
  check(!(await page.content()).includes('Vertraulich'), 'thrown away');
});

// Note templates: made by an admin, answered by a doctor.
import { axe } from '../lib/browser.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

async function landing(page, act) {
  await Promise.all([page.waitForNavigation(), act()]);
}

async function make(page, demo, name) {
  await page.goto(`${demo.origin}/note-templates`);
  await page.locator('.subhead .btn-primary').click();
  await page.waitForURL(/\/note-templates\/new$/);
  await page.fill('[name=name]', name);
  await page.fill('[name=f0-label]', 'Girth of the calf');
  await page.selectOption('[name=f0-kind]', 'number');
  await page.fill('[name=f0-unit]', 'cm');
  await page.fill('[name=f0-high]', '45');
  await page.fill('[name=f1-label]', 'Pulse of the foot');
  await page.selectOption('[name=f1-kind]', 'choice');
  await page.fill('[name=f1-options]', 'Felt\nNot felt');
  await landing(page, () => page.click('button[name=row][value=add]'));
  await page.fill('[name=f3-label]', 'Next look');
  await page.selectOption('[name=f3-kind]', 'date');
  await landing(page, () => page.click('button[name=row][value=up-3]'));
  equal(await page.inputValue('[name=f2-label]'), 'Next look', 'the question that was moved up');
}

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  journey(`templates ${how} script: made in the browser, answered in a note, marked where it is unusual`, async ({ demo, begin }) => {
    const name = `Vessels ${how}`;
    const admin = await (await begin({ script })).newPage();
    await signIn(admin, demo, 'admin');
    await make(admin, demo, name);
    if (script) {
      check(await admin.locator('[name=f0-unit]').isVisible(), 'a number has a unit');
      equal(await admin.locator('[name=f0-options]').isVisible(), false, 'a number has choices');
      equal((await axe(admin)).join('\n'), '', 'axe');
    }
    await landing(admin, () => admin.locator('.save-bar .btn-primary').click());
    check((await admin.locator('h1').innerText()).includes(name), 'it is saved');
    const doctor = await (await begin({ script })).newPage();
    await signIn(doctor, demo, 'doctor');
    await doctor.goto(`${demo.origin}/patients?q=${encodeURIComponent('417-229-58')}`);
    await landing(doctor, () => doctor.locator('#hits tbody th a').first().click());
    await doctor.goto(`${doctor.url()}/visits/new`);
    await landing(doctor, () => doctor.locator('main form .btn-primary').click());
    await doctor.fill('[name=complaint]', 'Swollen leg');
    await doctor.selectOption('[name=template]', { label: name });
    await landing(doctor, () => doctor.click('button[name=do][value=template]'));
    equal(await doctor.inputValue('[name=complaint]'), 'Swollen leg', 'what was typed before');
    await doctor.fill('[name=t-girth-of-the-calf]', '47,5');
    await doctor.selectOption('[name=t-pulse-of-the-foot]', 'Felt');
    await doctor.fill('[name=t-next-look]', '3.4.2027');
    if (script) equal((await axe(doctor)).join('\n'), '', 'axe of the desk');
    await landing(doctor, () => doctor.click('.basket-foot .btn-primary'));
    const note = await doctor.locator('main').innerText();
    for (const words of [name, 'Girth of the calf: 47.5 cm (high, usual to 45)', 'Pulse of the foot: Felt', 'Next look: 03-Apr-2027']) {
      check(note.includes(words), `${words} is in the note`);
    }
  });
}

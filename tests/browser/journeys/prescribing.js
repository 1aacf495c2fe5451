// A prescription from the first letter to the pharmacy: warned of, written with a reason, printed, checked.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { axe } from '../lib/browser.js';
import { check, equal, journey, signIn } from '../lib/journeys.js';

async function chartOf(page, demo, name) {
  await page.goto(`${demo.origin}/patients?q=${encodeURIComponent(name)}`);
  return page.locator('#hits tbody th a').first().getAttribute('href');
}

// What stands on a PDF; nothing where the machine has no program that reads one.
function textOf(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'wardbook-paper-'));
  try {
    writeFileSync(join(folder, 'paper.pdf'), pdf);
    return execFileSync('pdftotext', ['-layout', join(folder, 'paper.pdf'), '-']).toString();
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fill(page) {
  await page.fill('[name=strength]', '500 mg');
  await page.fill('[name=form]', 'capsules');
  await page.fill('[name=dose]', '1 capsule');
  await page.selectOption('[name=route]', 'oral');
  await page.selectOption('[name=frequency]', 'thrice');
  await page.fill('[name=days]', '7');
  await page.fill('[name=quantity]', '21');
}

async function verified(page, demo, code) {
  await page.goto(`${demo.origin}/verify`);
  await page.fill('[name=code]', code);
  await page.press('[name=code]', 'Enter');
  await page.waitForSelector('.notice');
  equal((await axe(page)).join('\n'), '', 'axe on the answer');
  return page.locator('main').innerText();
}

journey('prescribing: an allergy warns, a reason goes on, the paper is genuine until it is stopped', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const chart = await chartOf(page, demo, 'markovic ana');
  await page.goto(`${demo.origin}${chart}/medication`);
  await page.click(`a[href="${chart}/prescriptions/new"]`);
  await page.waitForSelector('[name=drug]');
  await page.locator('[name=drug]').pressSequentially('amox');
  await page.locator('.pick', { hasText: 'amoxicillin' }).first().click();
  await page.waitForFunction(() => document.querySelector('[name=drug]')?.value === 'amoxicillin');
  await fill(page);
  await page.keyboard.press('Control+Enter');
  const found = page.locator('#check');
  await found.waitFor();
  const words = await found.innerText();
  check(words.includes('Allergy to penicillin.') && words.includes('penicillins'), words);
  check(await page.evaluate(() => document.activeElement?.id === 'check'), 'what was found has the focus');
  equal(await page.inputValue('[name=quantity]'), '21', 'what was typed');
  equal((await axe(page)).join('\n'), '', 'axe on the warning');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('.errors');
  check((await page.locator('.errors').innerText()).includes('Choose what shall happen'), 'nothing chosen, no prescription');
  await page.check('[name=decision][value=same]');
  await page.fill('[name=override]', 'Tolerated twice since, see the letter');
  await page.fill('[name=password]', 'not the one');
  await page.keyboard.press('Control+Enter');
  await page.locator('.errors', { hasText: 'password' }).waitFor();
  equal(await page.inputValue('[name=override]'), 'Tolerated twice since, see the letter', 'what was typed');
  equal(await page.inputValue('[name=password]'), '', 'the password');
  equal((await axe(page)).join('\n'), '', 'axe on the decision');
  // After a wrong one the next is looked at a moment later.
  const written = page.waitForURL(/\/prescriptions\/[0-9a-f-]{36}$/, { timeout: 20000 });
  await page.waitForTimeout(1200);
  await page.fill('[name=password]', demo.people.doctor.password);
  await page.keyboard.press('Control+Enter');
  await written;
  const prescription = page.url();
  check((await page.locator('main').innerText()).includes('Tolerated twice since'), 'the reason is kept');
  equal((await axe(page)).join('\n'), '', 'axe on the prescription');

  const href = await page.locator('a[href$="/paper.pdf"]').getAttribute('href');
  const answer = await page.request.get(`${demo.origin}${href}`);
  equal(answer.headers()['content-type'], 'application/pdf', 'the paper');
  const paper = textOf(await answer.body());
  if (paper === null) return;
  check(paper.includes('amoxicillin 500 mg, capsules') && !paper.includes('COPY'), paper);
  const code = paper.match(/\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b/)[0];
  const pharmacy = await (await begin()).newPage();
  const genuine = await verified(pharmacy, demo, code.toLowerCase());
  check(genuine.includes('written here') && genuine.includes('In force') && genuine.includes('amoxicillin 500 mg'), genuine);
  check(!genuine.includes('Marković'), 'no more of the patient than tells whose it is');

  await page.goto(prescription);
  await page.fill('[name=reason]', 'Rash');
  await page.press('[name=reason]', 'Enter');
  await page.locator('main', { hasText: 'Why it was stopped' }).waitFor();
  check((await verified(pharmacy, demo, code)).includes('Stopped'), 'nobody fills it any more');
});

journey('prescribing on a phone: what was found stands below the banner', async ({ demo, begin }) => {
  const made = await begin({ size: 'phone' });
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const chart = await chartOf(page, demo, 'markovic ana');
  await page.goto(`${demo.origin}${chart}/prescriptions/new`);
  await page.fill('[name=drug]', 'Amoxicillin');
  await fill(page);
  await page.click('.save-bar .btn-primary');
  await page.locator('#check').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'check');
  const hidden = await page.evaluate(() => document.querySelector('.banner').getBoundingClientRect().bottom - document.querySelector('#check-title').getBoundingClientRect().top);
  check(hidden <= 0, `the banner hides ${hidden} px of what was found`);
});

journey('prescribing without script: the medicine is typed, the check is a page, the reason goes on', async ({ demo, begin }) => {
  const made = await begin({ script: false });
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const chart = await chartOf(page, demo, 'markovic ana');
  await page.goto(`${demo.origin}${chart}/prescriptions/new`);
  await page.fill('[name=drug]', 'Cefuroxime');
  await fill(page);
  await page.press('[name=quantity]', 'Enter');
  await page.waitForSelector('#check');
  check((await page.locator('#check').innerText()).includes('cross-react'), 'a class that may cross-react');
  await page.check('[name=decision][value=same]');
  await page.fill('[name=override]', 'No other choice');
  await page.fill('[name=password]', demo.people.doctor.password);
  await page.press('[name=quantity]', 'Enter');
  await page.waitForURL(/\/prescriptions\/[0-9a-f-]{36}$/);
});

journey('codes: two letters find a diagnosis of the demonstration, a star keeps it at hand', async ({ demo, begin }) => {
  const page = await (await begin()).newPage();
  await signIn(page, demo, 'doctor');
  await page.click('.top-nav a[href="/codes"]');
  await page.waitForURL(/\/codes$/);
  const words = await page.locator('main').innerText();
  check(!words.includes('Marković'), 'codes are nobody’s');
  await page.goto(`${demo.origin}/codes?q=tonsill`);
  check((await page.locator('main').innerText()).includes('J03.9'), 'acute tonsillitis');
  equal((await axe(page)).join('\n'), '', 'axe');
});

journey('prescribing during a visit: what is typed is saved on the way, what lies in the basket is signed with it', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const chart = await chartOf(page, demo, '417-229-58');
  await page.goto(`${demo.origin}${chart}/visits/new`);
  await page.locator('main form .btn-primary').click();
  await page.waitForURL(/\/desk$/);
  await page.fill('[name=complaint]', 'Earache since yesterday');
  await page.locator('#basket button', { hasText: 'Prescription' }).click();
  await page.waitForURL(/\/prescriptions\/new\?visit=/);
  await page.locator('[name=drug]').pressSequentially('amox');
  await page.locator('.pick', { hasText: 'amoxicillin' }).first().click();
  await page.waitForFunction(() => document.querySelector('[name=drug]')?.value === 'amoxicillin');
  await fill(page);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#check.is-danger');
  equal((await axe(page)).join('\n'), '', 'axe on the warning');
  await page.check('[name=decision][value=same]');
  await page.fill('[name=override]', 'Desensitised in spring');
  await page.fill('[name=password]', demo.people.doctor.password);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/desk$/);
  equal(await page.inputValue('[name=complaint]'), 'Earache since yesterday', 'the note');
  const basket = await page.locator('#basket').innerText();
  check(basket.toLowerCase().includes('amoxicillin 500 mg') && basket.includes('Allergy to penicillin'), basket);
  equal((await axe(page)).join('\n'), '', 'axe on the desk');
  await page.click('.basket-foot .btn-primary');
  await page.waitForURL(/\/note$/);
  await page.goto(`${demo.origin}${chart}/medication`);
  check((await page.locator('main').innerText()).toLowerCase().includes('amoxicillin 500 mg, capsules'), 'it is on record');
});

journey('prescribing: a higher dose replaces the lower one, said in the basket, in the note and in the list', async ({ demo, begin }) => {
  const made = await begin();
  made.expectStatus(422);
  const page = await made.newPage();
  await signIn(page, demo, 'doctor');
  const chart = await chartOf(page, demo, 'silva beatriz');
  const write = async (strength) => {
    await page.fill('[name=drug]', 'Bisoprolol');
    await fill(page);
    await page.fill('[name=days]', '');
    await page.fill('[name=strength]', strength);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#check');
  };
  await page.goto(`${demo.origin}${chart}/prescriptions/new`);
  await write('2.5 mg');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/prescriptions\/[0-9a-f-]{36}$/);
  await page.goto(`${demo.origin}${chart}/visits/new`);
  await page.locator('main form .btn-primary').click();
  await page.waitForURL(/\/desk$/);
  await page.fill('[name=complaint]', 'Heart still races');
  await page.locator('#basket button', { hasText: 'Prescription' }).click();
  await page.waitForURL(/\/prescriptions\/new\?visit=/);
  await write('5 mg');
  equal(await page.locator('.all-same').isVisible(), false, 'a reason is asked for only when it is needed');
  await page.check('[name=decision][value^="replace:"]');
  equal((await axe(page)).join('\n'), '', 'axe on the choice');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/desk$/);
  check((await page.locator('#basket').innerText()).includes('replaces 2.5 mg'), 'in the basket');
  await page.click('.basket-foot .btn-primary');
  await page.waitForURL(/\/note$/);
  check((await page.locator('main').innerText()).includes('replaces 2.5 mg'), 'in the note');
  equal((await axe(page)).join('\n'), '', 'axe on the note');
  await page.goto(`${demo.origin}${chart}/medication`);
  const list = await page.locator('main').innerText();
  check(list.includes('replaces 2.5 mg') && list.includes('by Bisoprolol 5 mg'), list);
});

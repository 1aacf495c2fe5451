// Every page each role can reach: no message in the console, nothing for axe, no sideways scroll, in every size and theme.
import { axe, sideways, SIZES } from '../lib/browser.js';
import { crawl } from '../lib/crawl.js';
import { check, journey, signIn } from '../lib/journeys.js';

const ROLES = ['admin', 'doctor', 'nurse', 'receptionist', 'patient'];

async function look(page, name, findings, where) {
  for (const line of await axe(page)) findings.push(`${where} ${name}: ${line}`);
  const pixels = await sideways(page);
  if (pixels > 0) findings.push(`${where} ${name}: can be pushed ${pixels} px sideways`);
  // A browser sends no form in which something is demanded that was left open; of a search nothing is.
  const stuck = await page.$$eval('form[method=get]:not([novalidate]) select:invalid, #keys-form select:invalid', (all) => all.map((one) => one.name));
  if (stuck.length > 0) findings.push(`${where} ${name}: cannot be sent as it is for ${stuck}`);
}

for (const role of ROLES) {
  for (const [size, theme] of [['desk', 'light'], ['phone', 'dark']]) {
    journey(`every page of the ${role}, ${size}, ${theme}`, async ({ demo, begin }) => {
      const page = await (await begin({ size, theme })).newPage();
      await signIn(page, demo, role);
      const findings = [];
      const found = await crawl(page, `${demo.origin}/`, async (there, name, answer) => {
        check(answer.status() === 200, `${name} answered ${answer.status()}`);
        await look(there, name, findings, `${size} ${theme}`);
      });
      check(found.length >= (role === 'patient' ? 2 : 4), `only ${found.length} pages were found`);
      check(findings.length === 0, findings.join('\n'));
    });
  }
}

journey('every page of the admin in the sizes and themes left', async ({ demo, begin }) => {
  const findings = [];
  for (const size of Object.keys(SIZES)) {
    for (const theme of ['light', 'dark']) {
      if ((size === 'desk' && theme === 'light') || (size === 'phone' && theme === 'dark')) continue;
      const page = await (await begin({ size, theme })).newPage();
      await signIn(page, demo, 'admin');
      await crawl(page, `${demo.origin}/`, async (there, name) => look(there, name, findings, `${size} ${theme}`));
    }
  }
  check(findings.length === 0, findings.join('\n'));
});

journey('nothing is pushed sideways at 320 pixels', async ({ demo, begin }) => {
  const page = await (await begin({ size: 'phone' })).newPage();
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, demo, 'receptionist');
  const findings = [];
  await crawl(page, `${demo.origin}/`, async (there, name) => {
    const pixels = await sideways(there);
    if (pixels > 0) findings.push(`${name}: ${pixels} px`);
  });
  check(findings.length === 0, findings.join('\n'));
});

journey('pages before signing in', async ({ demo, begin }) => {
  const findings = [];
  for (const size of Object.keys(SIZES)) {
    for (const theme of ['light', 'dark']) {
      const made = await begin({ size, theme });
      made.expectStatus(404);
      const page = await made.newPage();
      for (const path of ['/sign-in', '/no-such-page']) {
        await page.goto(demo.origin + path);
        await look(page, path, findings, `${size} ${theme}`);
      }
    }
  }
  check(findings.length === 0, findings.join('\n'));
});

import { launch, context, axe } from '/work/wt/live/tests/browser/lib/browser.js';
import { startDemo } from '/work/wt/live/tests/browser/lib/demo.js';
import { signIn } from '/work/wt/live/tests/browser/lib/journeys.js';
const demo = await startDemo('/work/wt/live/target/debug/wardbook');
const browser = await launch();
const desk = await context(browser); const r = await desk.newPage();
await signIn(r, demo, 'receptionist');
// book with the doctor, arrive some
const doc = await context(browser); const d = await doc.newPage();
await signIn(d, demo, 'doctor');
for (let i = 0; i < 3; i++) {
  const f = r.locator('form[action$="/arrival"] button').nth(i);
  if (await f.count()) { await f.click(); await r.waitForTimeout(400); }
}
await r.goto(demo.origin + '/diary');
const day = new Date(); do day.setDate(day.getDate()+1); while([0,6].includes(day.getDay()));
await r.goto(`${demo.origin}/diary?date=${day.toISOString().slice(0,10)}`);
for (const name of ['lindqvist','bianchi']) {
  await r.goto(`${demo.origin}/diary?date=${day.toISOString().slice(0,10)}`);
  await r.locator('a.slot--free').first().click(); await r.waitForSelector('#bk-q'); await r.keyboard.type(name);
  await r.locator('#bk-hits a').first().click(); await r.waitForSelector('#in-sheet form[action="/appointments"]');
  await r.locator('#in-sheet .dialog-foot .btn-primary').click(); await r.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
}
await d.waitForTimeout(500);
const em = await context(browser); 
for (const [role, ctx] of [['doctor', {}], ['admin', {}]]) for (const theme of ['light','dark']) for (const size of ['desk','tablet','phone']) {
  const c = await context(browser, { size, theme }); const p = await c.newPage(); await signIn(p, demo, role);
  await p.goto(demo.origin + '/notifications'); await p.waitForTimeout(300);
  await p.screenshot({ path: `/tmp/live-shots/${role}-${theme}-${size}.png` });
  if (theme === 'light') console.log(role, size, await axe(p), c.complaints);
  await c.close();
}
console.log(demo.log().split('\n').filter((l) => /WARN|ERROR/.test(l)).slice(0,5));
await browser.close(); await demo.stop();

// Pictures of every page: node screenshots.js BINARY FOLDER [ROLE...]
import { join } from 'node:path';

import { context, launch, SIZES } from './lib/browser.js';
import { crawl } from './lib/crawl.js';
import { startDemo } from './lib/demo.js';
import { signIn } from './lib/journeys.js';

const [binary, folder, ...roles] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node screenshots.js BINARY FOLDER [ROLE...]');
  process.exit(2);
}

const file = (name) => name.replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'landing';
const demo = await startDemo(binary);
const browser = await launch();
try {
  for (const size of Object.keys(SIZES)) {
    for (const theme of ['light', 'dark']) {
      const outside = await context(browser, { size, theme });
      const page = await outside.newPage();
      for (const path of ['/sign-in', '/no-such-page']) {
        await page.goto(demo.origin + path);
        await page.screenshot({ path: join(folder, `anyone-${file(path)}-${size}-${theme}.png`), fullPage: true });
      }
      await outside.close();
      for (const role of roles.length > 0 ? roles : Object.keys(demo.people)) {
        const inside = await context(browser, { size, theme });
        const walker = await inside.newPage();
        await signIn(walker, demo, role);
        await crawl(walker, `${demo.origin}/`, async (there, name) => {
          await there.screenshot({ path: join(folder, `${role}-${file(name)}-${size}-${theme}.png`), fullPage: true });
        });
        await inside.close();
      }
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}

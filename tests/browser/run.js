// Browser journeys: node tests/browser/run.js BINARY [words of one journey's name]
import { launch } from './lib/browser.js';
import { startDemo } from './lib/demo.js';
import { runAll } from './lib/journeys.js';
// The first pages as the morning shows them, before the other journeys work off what waits there.
import './journeys/today.js';
import './journeys/consultation.js';
import './journeys/chat.js';
import './journeys/counted.js';
import './journeys/diary.js';
import './journeys/doors.js';
import './journeys/emergency.js';
import './journeys/everywhere.js';
import './journeys/keyboard.js';
import './journeys/live.js';
import './journeys/mail.js';
import './journeys/patients.js';
import './journeys/plain.js';
import './journeys/prescribing.js';
import './journeys/import.js';
import './journeys/intake.js';
import './journeys/paper.js';
import './journeys/session.js';
import './journeys/sites.js';
import './journeys/talk.js';
import './journeys/templates.js';
import './journeys/zones.js';

const [binary, only] = process.argv.slice(2);
if (!binary) {
  console.error('usage: node run.js BINARY [words of one journey]');
  process.exit(2);
}
const demo = await startDemo(binary);
const browser = await launch();
let result = { passed: 0, failed: 1 };
try {
  result = await runAll(demo, browser, only, (settings) => startDemo(binary, { settings }));
} finally {
  await browser.close();
  await demo.stop();
}
console.log(`browser: ${result.passed} passed; ${result.failed} failed`);
process.exitCode = result.failed === 0 && result.passed > 0 ? 0 : 1;

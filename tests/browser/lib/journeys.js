// A list of journeys, run one after the other; each gets the demonstration, the browser and a way to begin. Those that wait
// for minutes, each at a demonstration of its own, do so beside the others.
import { context } from './browser.js';

const journeys = [];

export function journey(name, walk) {
  journeys.push({ name, walk });
}

// One that mostly waits, such as for the end of a session.
export function longJourney(name, walk) {
  journeys.push({ name, walk, waits: true });
}

export function check(holds, words) {
  if (!holds) throw new Error(words);
}

export function equal(found, wanted, words) {
  check(found === wanted, `${words}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

// Signs in through the form, as a person would.
export async function signIn(page, demo, role) {
  const person = demo.people[role];
  check(person, `the demonstration printed no line for ${role}`);
  await page.goto(`${demo.origin}/sign-in`);
  await page.fill('input[type=email]', person.email);
  await page.fill('input[type=password]', person.password);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/sign-in'), page.press('input[type=password]', 'Enter')]);
}

export async function runAll(demo, browser, only, start) {
  const wanted = journeys.filter(({ name }) => !only || name.includes(only));
  const beside = wanted.filter(({ waits }) => waits).map((one) => run(one, demo, browser, start));
  const went = [];
  for (const one of wanted.filter(({ waits }) => !waits)) went.push(await run(one, demo, browser, start));
  went.push(...(await Promise.all(beside)));
  const passed = went.filter((well) => well).length;
  return { passed, failed: went.length - passed };
}

// Walks one journey and says how it went; answers whether it passed.
async function run({ name, walk }, demo, browser, start) {
  const begun = Date.now();
  const open = [];
  const others = [];
  const begin = async (options) => {
    const made = await context(browser, options);
    open.push(made);
    return made;
  };
  // Another demonstration, with settings of its own.
  const startWith = async (settings) => {
    others.push(await start(settings));
    return others.at(-1);
  };
  let trouble = null;
  try {
    await walk({ demo, browser, begin, startWith });
  } catch (error) {
    trouble = error;
  }
  const complaints = open.flatMap((made) => made.complaints);
  for (const made of open) await made.close();
  for (const other of others) await other.stop();
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const ok = !trouble && complaints.length === 0;
  console.log(`${ok ? 'ok     ' : 'FAILED '} ${name} (${seconds} s)`);
  if (trouble) console.log(`        ${trouble.message.replaceAll('\n', '\n        ')}`);
  for (const complaint of complaints) console.log(`        ${complaint}`);
  return ok;
}

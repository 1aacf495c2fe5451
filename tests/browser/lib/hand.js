// A person at work, counted.
import { check } from './journeys.js';

// What somebody does to get something done: clicks, keys besides what is typed, and letters typed.
export function counted(page) {
  const done = { clicks: 0, keys: 0, letters: 0 };
  const press = async (key) => { done.keys += 1; await page.keyboard.press(key); };
  return {
    done,
    press,
    click: async (what) => { done.clicks += 1; await (typeof what === 'string' ? page.locator(what).first() : what).click(); },
    type: async (words) => { done.letters += words.length; await page.keyboard.type(words); },
    // Goes on with the Tab key until what is wanted has the focus.
    tabTo: async (css, words) => {
      for (let step = 0; step < 200; step += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), css)) return;
        await press('Tab');
      }
      throw new Error(`the Tab key never comes to ${words}`);
    },
  };
}

// A day on which the demonstration works, whatever day and hour it is now.
export function workday() {
  const day = new Date();
  do day.setDate(day.getDate() + 1); while ([0, 6].includes(day.getDay()));
  return day.toISOString().slice(0, 10);
}

export async function diary(page, demo) {
  await page.goto(`${demo.origin}/diary?date=${workday()}`);
  check((await page.locator('a.slot--free').count()) > 3, 'free times on the next working day');
}

// Chromium, with every page watched: a console error, a refused resource or a broken policy fails the journey.
import { chromium } from 'playwright-core';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const SIZES = {
  desk: { width: 1366, height: 768 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

let visitors = 0;

// A context whose pages report what went wrong into `complaints`. Each comes from an address of its own, as the
// demonstration believes whatever stands in front of it: strangers are answered sixty times a minute per address.
export async function context(browser, { size = 'desk', theme = 'light', script = true, timezoneId } = {}) {
  visitors += 1;
  const made = await browser.newContext({
    extraHTTPHeaders: { 'X-Forwarded-For': `10.0.${visitors >> 8}.${visitors & 255}` },
    viewport: SIZES[size],
    colorScheme: theme,
    javaScriptEnabled: script,
    hasTouch: size === 'phone',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    ...(timezoneId && { timezoneId }),
  });
  made.setDefaultTimeout(10_000);
  const complaints = [];
  const expected = new Set();
  made.on('page', (page) => watch(page, complaints, expected));
  return Object.assign(made, {
    complaints,
    // Chromium writes a console error for every answer of 400 and above; those a journey provokes on purpose are named first.
    expectStatus: (status) => expected.add(status),
    // A journey that kills the server cuts the lines of its open pages, which the browser says by itself.
    expectLostLines: () => expected.add('lost lines'),
  });
}

// Only a journey that takes the connection away itself meets this.
const offline = /ERR_INTERNET_DISCONNECTED/;
const lostLine = /^WebSocket connection to '[^']*\/live' failed: .*(ERR_CONNECTION_(RESET|REFUSED|CLOSED)|Connection closed before)/;
// A part that was fetching itself when its page was left. What is lost otherwise is a failed request, below.
const left = /^htmx: htmx:error: Failed to fetch/;

function watch(page, complaints, expected) {
  page.on('console', (message) => {
    const words = message.text();
    const status = words.match(/responded with a status of (\d+)/)?.[1];
    if (status && expected.has(Number(status))) return;
    if (offline.test(words) || left.test(words)) return;
    if (expected.has('lost lines') && lostLine.test(words)) return;
    const policy = /Content.Security.Policy|Refused to/i.test(words);
    if (message.type() === 'error' || policy) complaints.push(`console on ${page.url()}: ${words}`);
  });
  page.on('pageerror', (error) => complaints.push(`script error on ${page.url()}: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED' && !offline.test(reason)) complaints.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} from ${response.url()}`);
  });
}

// What axe finds wrong, one line each. The policy of the pages forbids injected tags, so it is evaluated instead.
export async function axe(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      preload: false,
    });
    return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${rule.help})`));
  });
  return found;
}

// How many pixels the page can be pushed sideways.
export async function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

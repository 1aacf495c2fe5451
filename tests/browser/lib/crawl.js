// Finds the pages a person can reach by following links, one address of each kind.

// Ids and searches make many addresses of one page.
export function kind(address) {
  const url = new URL(address);
  const path = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '{id}').replace(/^\/messages\/[\w-]{27}/, '/messages/{address}');
  return path + [...new Set(url.searchParams.keys())].sort().map((key) => `?${key}`).join('');
}

// Visits each kind of page once and calls `look(page, kind)` there. Returns the kinds found.
export async function crawl(page, start, look, { most = 80 } = {}) {
  const { origin } = new URL(start);
  const queue = [start];
  const seen = new Set(queue.map(kind));
  const found = [];
  while (queue.length > 0 && found.length < most) {
    const address = queue.shift();
    const answer = await page.goto(address);
    const name = kind(address);
    found.push({ kind: name, address, status: answer?.status() });
    await look(page, name, answer);
    const links = await page.$$eval('a[href]', (anchors) =>
      anchors.filter((anchor) => !anchor.hasAttribute('download')).map((anchor) => anchor.href));
    for (const link of links) {
      const url = new URL(link);
      url.hash = '';
      // What somebody attached is no page either.
      if (url.origin !== origin || /\.(pdf|csv|xlsx|json|ics)$|\/files\//.test(url.pathname)) continue;
      const next = kind(url.href);
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(url.href);
    }
  }
  return found;
}

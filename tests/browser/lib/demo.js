// The demonstration hospital as a child process, in a folder of its own, on a port of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PASSWORD = 'four blue herons at dawn';

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export async function startDemo(binary, { patience = 120_000, settings = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'wardbook-demo-'));
  const port = await freePort();
  const env = {
    ...process.env,
    WARDBOOK_DATA: folder,
    WARDBOOK_DEMO_PASSWORD: PASSWORD,
    WARDBOOK_TRUSTED_PROXIES: '127.0.0.1',
    RUST_LOG: 'warn',
    ...settings,
  };
  delete env.DATABASE_URL;
  const origin = `http://127.0.0.1:${port}`;
  let out = '';
  let log = '';
  let child = null;
  let ended = true;
  const run = async () => {
    const started = spawn(binary, ['demo', '--listen', `127.0.0.1:${port}`], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    [child, ended] = [started, false];
    started.stdout.on('data', (bytes) => (out += bytes));
    started.stderr.on('data', (bytes) => (log += bytes));
    started.on('exit', () => (ended = true));
    const until = Date.now() + patience;
    for (;;) {
      if (ended || Date.now() > until) {
        await stop();
        throw new Error(`the demonstration did not start\n${out}\n${log}`);
      }
      const ready = await fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const end = async (signal) => {
    if (ended) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
  };
  const stop = async () => {
    await end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  // Kills it as a power cut does, and starts it again on what is on disk.
  const crash = async () => {
    await end('SIGKILL');
    await run();
  };
  await run();
  const people = {};
  for (const line of out.split('\n')) {
    const [role, email, password] = line.trim().split('  ');
    if (password) people[role] = { email, password };
  }
  return { origin, people, folder, stop, crash, log: () => log };
}

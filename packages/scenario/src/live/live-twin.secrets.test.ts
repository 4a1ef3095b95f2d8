import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRecording } from '@w800/live';
import { expect, test } from 'vitest';
import { LiveTwin } from './live-twin.ts';
import { ServedModule } from './served-module.ts';
import { HurryingClock } from './testing/hurrying-clock.ts';
import { LiveDesk, withFolder } from './testing/live-desk.ts';
import { SocketTerminal } from './testing/socket-terminal.ts';

const world = {
  wifi: { ssid: 'twin', password: '12345678' },
  broker: { host: '192.168.10.234', port: 8883, tls: true },
} as const;

async function connected(desk: LiveDesk): Promise<void> {
  await desk.join();
  await desk.ask('AT+MQTTUSERCFG=0,2,"module","","",0,0,""');
  await desk.ask('AT+MQTTCONN=0,"192.168.10.234",8883,0');
}

test('a recorded live run has the secrets of its TLS sessions, and its replay does without', async () => {
  await withFolder(async (parent) => {
    const folder = join(parent, 'run');
    const desk = await LiveDesk.open({ world, record: folder });
    const path = join(folder, 'tls-keys.log');
    expect(existsSync(path)).toBe(false);
    await connected(desk);
    await desk.twin.close();
    const [mark, ...lines] = readFileSync(path, 'utf8').split('\n');
    expect(mark).toMatch(/^# Session secrets of a live twin: /);
    expect(lines).toEqual([expect.stringMatching(/^CLIENT_RANDOM \w{64} \w{96}$/), '']);
    for (const name of readdirSync(folder)) {
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      if (name === 'tls-keys.log') continue;
      const master = lines[0]?.split(' ')[2] ?? 'none';
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain(master);
    }
    const twin = await LiveTwin.replaying(readRecording(folder));
    const { digest, recordedDigest } = await twin.replay();
    await twin.close();
    expect(digest).toBe(recordedDigest);
    expect(readFileSync(path, 'utf8')).toBe([mark, ...lines].join('\n'));
  });
});

test('who controls a served module is told no password, and neither is who serves it', async () => {
  const told: string[] = [];
  const module = await ServedModule.open({
    world: { ...world, broker: { host: '192.168.10.234' } },
    ports: [{ kind: 'tcp', port: 0 }],
    control: {},
    pace: 'none',
    clock: Object.assign(new HurryingClock(), { hurries: true }),
    tell: (notice) => told.push(notice),
  });
  const living = module.run();
  const at = (start: string): string =>
    module.announcements.find((text) => text.startsWith(start))?.slice(start.length) ?? '';
  const terminal = new SocketTerminal(Number(at('serial tcp 127.0.0.1:')));
  await module.booted;
  await terminal.ask('ATE0');
  await terminal.ask('AT+MQTTUSERCFG=0,1,"module","me","Geheim-4711",0,0,""');
  await terminal.ask('AT+CWJAP="twin","12345678"');
  await terminal.ask('AT+MQTTCONN=0,"192.168.10.234",1883,0');
  const answers = await Promise.all(
    ['/', '/state', '/heap', '/broker/clients', '/nothing'].map(async (path) => {
      const answer = await fetch(`${at('control ')}${path}`);
      return answer.text();
    }),
  );
  module.stop();
  await living;
  await module.close();
  expect(answers.join('')).toMatch(/"clients": \[\s*"module"/);
  expect(told.length).toBeGreaterThan(0);
  for (const text of [...answers, ...told]) expect(text).not.toMatch(/Geheim|12345678/);
});

test('a fault of a live twin is told without the passwords that were typed', async () => {
  const desk = await LiveDesk.open({ world });
  await desk.ask('AT+MQTTUSERCFG=0,1,"module","me","Geheim-4711",0,0,""');
  const bug = ((): unknown => {
    try {
      return desk.twin.kernel.fail('planted');
    } catch (error) {
      return error;
    }
  })();
  await desk.twin.close();
  expect(String(bug)).toContain('AT+MQTTUSERCFG=0,1,\\"module\\",\\"me\\",\\"***\\"');
  expect(String(bug)).not.toContain('4711');
});

import { describe, expect, onTestFinished, test } from 'vitest';
import { overflow } from '../testing/overflow.ts';
import { SerialBench, type SerialBenchOptions } from '../testing/serial-bench.ts';
import { SocketUser } from '../testing/socket-user.ts';
import type { ListeningPort } from './listening-port.ts';
import { openTcpPort } from './tcp-port.ts';

async function served(options: SerialBenchOptions = {}) {
  const bench = new SerialBench(options);
  const port: ListeningPort = await openTcpPort(bench.hub, { port: 0 });
  const users: SocketUser[] = [];
  onTestFinished(async () => {
    await port.close();
    await bench.close();
    for (const user of users) await user.close();
  });
  return {
    bench,
    port,
    connect: async (how?: { reads: boolean }): Promise<SocketUser> => {
      const user = await SocketUser.connect(port.port, how);
      users.push(user);
      return user;
    },
  };
}

describe('a serial line on a TCP port', () => {
  test('announces where it is, and carries every byte both ways', async () => {
    const { bench, port, connect } = await served();
    expect(port.announcement).toBe(`serial tcp 127.0.0.1:${port.port}`);
    const user = await connect();
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    user.write(all);
    await user.gets('heard\r\n');
    expect(Buffer.from(bench.moduleHeard, 'latin1')).toEqual(Buffer.from(all));
    await bench.say(all);
    await user.gets(all);
    expect(user.text).toBe('');
  });

  test('refuses a second client in words, and hangs up on it alone', async () => {
    const { connect } = await served();
    const first = await connect();
    first.write('a\n');
    await first.gets('heard\r\n');
    const second = await connect();
    second.write('b\n');
    const { localPort } = first.socket;
    expect(await second.ends()).toBe(`refused: tcp 127.0.0.1:${localPort} has the serial line\r\n`);
    first.write('c\n');
    await first.gets('heard\r\n');
  });

  test('lets the next one in when the first has gone, and has its settings back', async () => {
    const { bench, connect } = await served();
    for (let count = 0; count < 50; count += 1) await (await connect()).close();
    const user = await connect();
    user.write('x\n');
    await user.gets('heard\r\n');
    expect(bench.moduleHeard).toBe('x\n');
  });

  test('stands fifty clients at a time, of whom one is served', async () => {
    const { connect } = await served();
    const users = await Promise.all(Array.from({ length: 50 }, () => connect()));
    for (const user of users) user.write('x\n');
    const isServed = async (user: SocketUser): Promise<boolean> => {
      const outcome = user.gets('heard\r\n').then(
        () => true,
        () => false,
      );
      return outcome;
    };
    const outcomes = await Promise.all(users.map(isServed));
    expect(outcomes.filter(Boolean).length).toBe(1);
  });

  test('goes on speaking to a client who has sent his end, until another comes', async () => {
    const { bench, connect } = await served();
    const first = await connect();
    first.socket.end('x\n');
    await first.gets('heard\r\n');
    await bench.say('still here\r\n');
    await first.gets('still here\r\n');
    const second = await connect();
    second.write('y\n');
    await second.gets('heard\r\n');
    expect(await first.ends()).toBe('');
  });

  test('forgets a client who was reset in the middle of a line', async () => {
    const { bench, connect } = await served();
    const first = await connect();
    first.write('half a li');
    await bench.until(() => bench.moduleHeard === 'half a li');
    first.socket.resetAndDestroy();
    const second = await connect();
    second.write('ne\n');
    await second.gets('heard\r\n');
    expect(bench.moduleHeard).toBe('half a line\n');
  });

  test('drops what a client does not read, says so when it reads again, and waits for nothing', async () => {
    const { bench, connect } = await served();
    const user = await connect({ reads: false });
    await bench.until(() => bench.entered.length === 1);
    await overflow(bench, user);
    expect(bench.told[0]).toMatch(/^tcp \S+ did not read; \d+ bytes for it were dropped$/);
    user.write('x\n');
    await user.gets('heard\r\n');
  });

  test('frees a line whose client floods it and goes, though its end is unread', async () => {
    const { bench, connect } = await served({ paced: true });
    const flood = await connect();
    // More than is taken in at once; the end stands behind it.
    flood.socket.end(Buffer.alloc(300_000, 'f'));
    await bench.until(() => bench.moduleHeard.length > 0);
    const next = await connect();
    next.write('\nx\n');
    await next.gets('heard\r\n');
    expect(bench.moduleHeard.length).toBeLessThan(200_000);
  });
});

describe('the port', () => {
  test('in use: says which, and what to do', async () => {
    const { bench, port } = await served();
    await expect(openTcpPort(bench.hub, { port: port.port })).rejects.toMatchObject({
      code: 'LIVE_PORT_IN_USE',
      message: expect.stringContaining(`127.0.0.1:${port.port} is in use (stop`) as string,
    });
  });

  test.each([
    [{ port: 70_000 }, '70000 is no TCP port'],
    [{ port: -1 }, '-1 is no TCP port'],
    [{ port: 0, host: '203.0.113.7' }, 'cannot listen on 203.0.113.7:0'],
  ])('%o cannot be: says so', async (options, words) => {
    const { bench } = await served();
    await expect(openTcpPort(bench.hub, options)).rejects.toMatchObject({
      code: 'LIVE_BAD_ADDRESS',
      message: expect.stringContaining(words) as string,
    });
  });

  test('is free again after it was closed, with clients in every state', async () => {
    const { bench, port, connect } = await served();
    const users = [await connect(), await connect(), await connect({ reads: false })];
    users[0]?.write('x'.repeat(1_000_000));
    await port.close();
    await port.close();
    for (const user of users.slice(0, 2)) await user.ends();
    const again = await openTcpPort(bench.hub, { port: port.port });
    expect(again.port).toBe(port.port);
    await again.close();
  });
});

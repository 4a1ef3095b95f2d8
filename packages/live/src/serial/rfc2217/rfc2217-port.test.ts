import { describe, expect, onTestFinished, test } from 'vitest';
import { overflow } from '../../testing/overflow.ts';
import { SerialBench, type SerialBenchOptions } from '../../testing/serial-bench.ts';
import { SocketUser } from '../../testing/socket-user.ts';
import { openRfc2217Port } from './rfc2217-port.ts';
import { encodeSubnegotiation } from './telnet-encode.ts';

const offers = Uint8Array.from(
  [0, 3, 44].flatMap((option) => [255, 251, option, 255, 253, option]),
);
const present = Uint8Array.of(255, 250, 44, 107, 0xb0, 255, 240);
const comPort = (...bytes: number[]): Uint8Array =>
  encodeSubnegotiation(44, Uint8Array.from(bytes));

async function served(options: SerialBenchOptions = {}) {
  const bench = new SerialBench(options);
  const port = await openRfc2217Port(bench.hub, { port: 0 });
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

describe('a serial line on an RFC 2217 port', () => {
  test('agrees with the client, tells the modem lines, and carries every byte both ways', async () => {
    const { bench, port, connect } = await served();
    expect(port.announcement).toBe(`serial rfc2217 127.0.0.1:${port.port}`);
    const user = await connect();
    await user.gets(offers);
    // As pyserial does: WILL and DO for each.
    user.write(offers);
    await user.gets(present);
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const doubled = Buffer.concat([all, Uint8Array.of(255)]);
    for (const byte of doubled) user.write(Uint8Array.of(byte));
    await user.gets('heard\r\n');
    expect(Buffer.from(bench.moduleHeard, 'latin1')).toEqual(Buffer.from(all));
    await bench.say(all);
    await user.gets(doubled);
    expect(user.text).toBe('');
  });

  test('the client sets its end of the line, the module keeps its own until both agree', async () => {
    const { bench, connect } = await served();
    const user = await connect();
    user.write(offers);
    user.write(comPort(1, 0, 0, 0x25, 0x80));
    await user.gets(comPort(101, 0, 0, 0x25, 0x80));
    await bench.until(() => bench.line.host.settings.baud === 9600);
    expect(bench.line.module.settings.baud).toBe(115_200);
    await bench.inside(() => bench.line.module.configure({ baud: 9600 }));
    user.write('x\n');
    await user.gets('heard\r\n');
    user.socket.resetAndDestroy();
    await bench.until(() => bench.entered.at(-1)?.what === 'detached');
    await bench.inside(() => bench.line.module.configure({ baud: 57_600 }));
    expect(bench.line.host.settings.baud).toBe(57_600);
  });

  test('tells the modem lines once to a client that uses the option without a word', async () => {
    const { connect } = await served();
    const user = await connect();
    await user.gets(offers);
    user.write(Buffer.concat([comPort(12, 1), comPort(12, 2)]));
    await user.gets(Buffer.concat([comPort(112, 1), present, comPort(112, 2)]));
    expect(user.text).toBe('');
  });

  test('what is asked between data takes its place in the record', async () => {
    const { bench, connect } = await served();
    const user = await connect();
    user.write(Buffer.concat([Buffer.from('a'), comPort(5, 5), comPort(5, 9), comPort(12, 3)]));
    await user.gets(comPort(112, 3));
    await bench.until(() => bench.entered.at(-1)?.what === 'purge');
    expect(bench.entries.slice(1)).toEqual(['data a', 'break on', 'lines {"dtr":false}', 'purge']);
  });

  test('holds back what the module says while it is suspended', async () => {
    const { bench, connect } = await served();
    const user = await connect();
    await user.gets(offers);
    user.write(Buffer.concat([comPort(8), Buffer.from('x\n')]));
    await bench.until(() => bench.moduleHeard === 'x\n' && bench.isSilent);
    expect(user.text).toBe('');
    user.write(comPort(9));
    await user.gets('heard\r\n');
  });

  test('tells a client that did not read that bytes were lost', async () => {
    const { bench, connect } = await served();
    const user = await connect({ reads: false });
    user.write(comPort(10, 2));
    await bench.until(() => bench.entered.length === 1);
    await overflow(bench, user);
    await user.gets(comPort(106, 2));
    expect(bench.told[0]).toMatch(/^rfc2217 \S+ did not read/);
  });

  test('hangs up on a client that asks without end and reads no answer', async () => {
    const { bench, connect } = await served();
    const user = await connect({ reads: false });
    const question = Buffer.concat(Array.from({ length: 10_000 }, () => comPort(0)));
    const ask = (error?: Error | null): void => {
      if (!error) user.socket.write(question, ask);
    };
    ask();
    await bench.until(() => bench.entered.at(-1)?.what === 'detached');
    expect(bench.entries).toEqual(['attached', 'detached']);
  });

  test('whatever comes does no harm', async () => {
    const { bench, connect } = await served();
    const user = await connect();
    const random = bench.kernel.random.fork('noise');
    const noise = Uint8Array.from({ length: 50_000 }, () =>
      random.integer(0, 3) === 0 ? random.integer(240, 255) : random.integer(0, 255),
    );
    user.write(noise);
    // The end of whatever it is in the middle of.
    user.write(Buffer.concat([Uint8Array.of(255, 241, 255, 241), comPort(9), comPort(0)]));
    await expect(user.gets(comPort(100, ...Buffer.from('W800 Twin')))).resolves.toBeUndefined();
  });

  test('refuses the second client in words', async () => {
    const { connect } = await served();
    const first = await connect();
    await first.gets(offers);
    expect(await (await connect()).ends()).toMatch(
      /^refused: rfc2217 \S+ has the serial line\r\n$/,
    );
  });
});

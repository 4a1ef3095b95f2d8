import { describe, expect, test } from 'vitest';
import { connectPassword } from './connect-password.ts';

const text = (word: string): readonly number[] => [...Buffer.from(word, 'latin1')];
const field = (word: string): readonly number[] => [
  word.length >> 8,
  word.length & 255,
  ...text(word),
];
const flagBits = { will: 0x04, password: 0x40, username: 0x80 };

interface Fields {
  readonly will?: string;
  readonly username?: string;
  readonly password?: string;
}

function connect({ will, username, password }: Fields): readonly number[] {
  const flags =
    (will === undefined ? 0 : flagBits.will) +
    (username === undefined ? 0 : flagBits.username) +
    (password === undefined ? 0 : flagBits.password);
  const body = [
    ...field('MQTT'),
    4,
    flags,
    0,
    60,
    ...field('module'),
    ...(will === undefined ? [] : [...field('last/will'), ...field(will)]),
    ...(username === undefined ? [] : field(username)),
    ...(password === undefined ? [] : field(password)),
  ];
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
  return [0x10, ...length, ...body];
}

const key = [0x11, 0x22, 0x33, 0x44];

/** A frame of a client, masked. */
function frame(opcode: number, data: readonly number[]): readonly number[] {
  const wide = data.length < 126 ? [data.length] : [126, data.length >> 8, data.length & 255];
  const [length = 0, ...rest] = wide;
  const masked = data.map((byte, index) => byte ^ (key[index % 4] ?? 0));
  return [0x80 | opcode, 0x80 | length, ...rest, ...key, ...masked];
}

const upgrade = text('GET /mqtt HTTP/1.1\r\nHost: a\r\n\r\n');

/** The bytes that are found, as text. */
function found(written: readonly number[]): string {
  const bytes = connectPassword(written).ranges.flatMap(([from, to]) => written.slice(from, to));
  return Buffer.from(bytes).toString('latin1');
}

describe('The password of a CONNECT', () => {
  test.each([
    ['by itself', { password: 'secret' }],
    ['behind a user name', { username: 'me', password: 'secret' }],
    ['behind a will', { will: 'bye', password: 'secret' }],
    [
      'behind a long will and a user name',
      { will: 'x'.repeat(300), username: 'me', password: 'secret' },
    ],
  ])('is found %s', (_where, fields) => {
    const written = [...connect(fields), 0xc0, 0];
    expect([found(written), connectPassword(written).isWhole]).toEqual(['secret', true]);
  });

  test('is found as far as it has come, and no byte of it is missed', () => {
    const whole = connect({ username: 'me', password: 'secret' });
    for (let count = 0; count <= whole.length; count += 1) {
      const written = whole.slice(0, count);
      const came = 'secret'.slice(0, Math.max(0, count - (whole.length - 6)));
      expect([count, found(written)]).toEqual([count, came]);
      expect(connectPassword(written).isWhole).toBe(count === whole.length);
    }
  });

  test('of 1,024 bytes is found over as many bytes', () => {
    expect(found(connect({ password: 'x'.repeat(1_024) }))).toBe('x'.repeat(1_024));
  });

  test.each([
    ['CONNECT without one', connect({ username: 'me' })],
    ['another packet', [0xc0, 0]],
    ['TLS', [0x16, 3, 3, 0, 5]],
    ['HTTP that never ends', [...text('GET '), ...Array.from({ length: 5_000 }, () => 65)]],
  ])('is not looked for in %s', (_what, written) => {
    expect(connectPassword(written)).toEqual({ ranges: [], isWhole: true });
  });
});

describe('Within a WebSocket the password', () => {
  const packet = connect({ username: 'me', password: 'secret' });

  test('is found though it is masked', () => {
    const written = [...upgrade, ...frame(2, packet), ...frame(2, [0xc0, 0])];
    const { ranges, isWhole } = connectPassword(written);
    const at = upgrade.length + 2 + 4 + packet.length - 6;
    expect([ranges, isWhole]).toEqual([[[at, at + 6]], true]);
  });

  test('is found in pieces where frames and pings cut it, their heads left alone', () => {
    const cut = packet.length - 3;
    const [head, tail] = [packet.slice(0, cut), packet.slice(cut)];
    const written = [...upgrade, ...frame(2, head), ...frame(9, text('secret')), ...frame(0, tail)];
    const { ranges, isWhole } = connectPassword(written);
    const at = upgrade.length + 6 + cut - 3;
    const next = at + 3 + 12 + 6;
    expect([ranges, isWhole]).toEqual([
      [
        [at, at + 3],
        [next, next + 3],
      ],
      true,
    ]);
  });

  test('is found in a frame with a long length', () => {
    const long = connect({ password: 'x'.repeat(500) });
    const written = [...upgrade, ...frame(2, long)];
    expect(connectPassword(written).ranges).toEqual([[written.length - 500, written.length]]);
  });

  test('is not there yet while there is only the upgrade', () => {
    expect(connectPassword(upgrade)).toEqual({ ranges: [], isWhole: false });
    expect(connectPassword(upgrade.slice(0, -2))).toEqual({ ranges: [], isWhole: false });
  });
});

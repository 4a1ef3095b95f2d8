import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import type { ServerFault, ServerStep } from './handshake/server-fault.ts';
import { openTls } from './open-tls.ts';
import { ecCa, now } from './testing/identities.ts';
import { Meeting } from './testing/meeting.ts';
import { PairEnd } from './testing/stream-pair.ts';

const year = 31_536_000;
const bytesOf = (word: string): Uint8Array => new TextEncoder().encode(word);

describe('A client', () => {
  test.each([
    ['of another authority', { trust: [ecCa.certificate] }, 'NOT_TRUSTED', 'unknown_ca'],
    ['that has expired', { nowSeconds: () => now + 2 * year }, 'EXPIRED', 'certificate_expired'],
    ['that is not valid yet', { nowSeconds: () => 946_684_800 }, 'FUTURE', 'certificate_unknown'],
    ['of another host', { checkHostName: 'other.test' }, 'CN_MISMATCH', 'bad_certificate'],
  ])('that verifies turns a chain down %s, and says so', async (_what, client, flag, alert) => {
    const meeting = await new Meeting({ client }).settle();
    expect(meeting.outcomes).toEqual([`verify ${flag}`, `${alert} in`]);
    expect(meeting.sent.at(-1)).toBe(`client ! ${alert}`);
  });

  test('that does not verify takes any of them', async () => {
    const nowSeconds = (): number => 946_684_800;
    const meeting = await new Meeting({ client: { trust: undefined, nowSeconds } }).settle();
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
  });

  test('looks at no date without a clock', async () => {
    const meeting = await new Meeting({ client: { nowSeconds: () => undefined } }).settle();
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
  });

  test('is told protocol_version by a server that only speaks TLS 1.3', async () => {
    const meeting = await new Meeting({ server: { isTls13Only: true } }).settle();
    expect(meeting.outcomes).toEqual(['protocol_version in', 'protocol_version out']);
  });

  test('is told handshake_failure by a server without a suite for it', async () => {
    const meeting = await new Meeting({ server: { suites: [] } }).settle();
    expect(meeting.outcomes).toEqual(['handshake_failure in', 'handshake_failure out']);
  });

  test('gives up on a message over several records, as mbedTLS 3.4.0, unless it joins them', async () => {
    const server = { recordBytesMax: 512 };
    const strict = await new Meeting({ server }).settle();
    expect(strict.outcomes).toEqual(['protocol', 'closed']);
    const lenient = await new Meeting({ server, client: { joinsFragments: true } }).settle();
    expect(lenient.outcomes).toEqual(['ok', 'ok']);
  });
});

/** What the SDK build of mbedTLS 3.4.0 answered to the same faults of this server. */
const answers: readonly (readonly [ServerStep, 'drop' | 'corrupt', string])[] = [
  ['server_hello', 'drop', 'decode_error out'],
  ['certificate', 'drop', 'unexpected_message out'],
  ['server_key_exchange', 'drop', 'unexpected_message out'],
  ['server_key_exchange', 'corrupt', 'decrypt_error out'],
  ['certificate_request', 'drop', 'unexpected_message in'],
  ['certificate_request', 'corrupt', 'decode_error out'],
  ['server_hello_done', 'drop', 'timeout'],
  ['server_hello_done', 'corrupt', 'decode_error out'],
  ['new_session_ticket', 'drop', 'unexpected_message out'],
  ['change_cipher_spec', 'drop', 'unexpected_message out'],
  ['change_cipher_spec', 'corrupt', 'protocol'],
  ['finished', 'drop', 'timeout'],
  ['finished', 'corrupt', 'decrypt_error out'],
];

describe('A server that misbehaves', () => {
  test.each(answers)('at %s with %s gets mbedTLS to say %s', async (at, act, word) => {
    const server = {
      clientCertificate: 'requested',
      sendsTickets: true,
      faults: [{ at, act }],
    } as const;
    const meeting = await new Meeting({ server }).settle();
    expect(meeting.outcomes[0]).toBe(word);
  });

  test.each([
    [{ at: 'server_hello', act: 'close' }, 'closed'],
    [{ at: 'server_hello_done', act: 'close' }, 'closed'],
    [{ at: 'finished', act: 'close' }, 'closed'],
    [{ at: 'server_hello', act: 'reset' }, 'closed'],
    [{ at: 'certificate', act: 'reset' }, 'closed'],
    [{ at: 'certificate', act: 'alert', alert: 'internal_error' }, 'internal_error in'],
    [{ at: 'finished', act: 'alert', alert: 'access_denied' }, 'access_denied in'],
    [{ at: 'server_key_exchange', act: 'silence' }, 'timeout'],
  ] as const satisfies readonly (readonly [ServerFault, string])[])(
    'by %o is seen as such',
    async (fault, word) => {
      const meeting = await new Meeting({ server: { faults: [fault] } }).settle();
      expect(meeting.outcomes[0]).toBe(word);
      await meeting.kernel.runFor(60 * second);
      expect(meeting.ends.client.isFinished).toBe(true);
    },
  );

  test('by speaking no TLS ends it without an alert', async () => {
    const { kernel, ends } = new Meeting();
    const pair = PairEnd.pair(kernel);
    const outcomes: unknown[] = [];
    const entropy = (byteCount: number): Uint8Array => new Uint8Array(byteCount);
    const common = { kernel, entropy, nowSeconds: () => now, packetTimeoutNs: 10 * second };
    openTls({ ...common, stream: pair.client }, (outcome) => outcomes.push(outcome));
    pair.server.write(bytesOf('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await kernel.runFor(1 * second);
    expect(outcomes).toMatchObject([{ ok: false, failure: { kind: 'protocol' } }]);
    expect(pair.client.writes).toHaveLength(1);
    expect([pair.client.isFinished, ends.client.isFinished]).toEqual([true, false]);
  });
});

describe('Time', () => {
  const slow = (delayNs: number): readonly ServerFault[] => [
    { at: 'server_hello', act: 'delay', delayNs },
    { at: 'certificate', act: 'delay', delayNs },
    { at: 'server_hello_done', act: 'delay', delayNs },
    { at: 'finished', act: 'delay', delayNs },
  ];

  test('is counted for each message, so a slow server makes the total long', async () => {
    const meeting = await new Meeting({ server: { faults: slow(9 * second) } }).settle();
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
    expect(meeting.kernel.now).toBe(36 * second + 4 * millisecond);
  });

  test('is up 10 s after the last message', async () => {
    const meeting = new Meeting({ server: { faults: slow(11 * second) } });
    await meeting.kernel.run(60 * second, () => meeting.client !== undefined);
    expect(meeting.outcomes[0]).toBe('timeout');
    expect(meeting.kernel.now).toBe(10 * second);
  });

  test('passes while the module computes, without counting as silence', async () => {
    const tasks: string[] = [];
    const cost = ({ task }: { readonly task: string }): number => {
      tasks.push(task);
      return 15 * second;
    };
    const meeting = await new Meeting({ client: { cost } }).settle(200 * second);
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
    expect(tasks).toEqual(['chain', 'signature-check', 'key-exchange']);
    expect(meeting.kernel.now).toBe(45 * second + 4 * millisecond);
  });

  test('given up early leaves nothing behind', async () => {
    const kernel = new Meeting().kernel;
    const pair = PairEnd.pair(kernel);
    const entropy = (byteCount: number): Uint8Array => new Uint8Array(byteCount);
    const common = { kernel, entropy, nowSeconds: () => now, packetTimeoutNs: 10 * second };
    let told = false;
    const pending = openTls({ ...common, stream: pair.client }, () => (told = true));
    pending.cancel();
    await kernel.runFor(60 * second);
    expect([told, pair.client.isFinished, kernel.nextAt]).toEqual([false, true, undefined]);
  });

  test.each(['timeout', 'aborted', 'reset'] as const)(
    'ends when the stream does: %s',
    async (reason) => {
      const meeting = new Meeting();
      meeting.ends.client.fail(reason);
      await meeting.kernel.runFor(1 * millisecond);
      expect(meeting.outcomes[0]).toBe(reason === 'timeout' ? 'timeout' : 'closed');
    },
  );
});

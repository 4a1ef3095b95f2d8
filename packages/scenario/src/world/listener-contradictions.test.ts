import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';

/** What is said against the ports of a broker: place, code, words, advice. */
function said(broker: string): string {
  const world = `world:\n  certificates: { ec: { key: p-256 } }\n  broker: ${broker}`;
  const text = `name: t\n${world}\nsteps: []`;
  const loaded = loadScenario(text, 'f');
  if (loaded.ok) return 'none';
  return loaded.problems
    .map(({ line, column, code, what, fix }) => `${line}:${column} ${code} ${what} | ${fix}`)
    .join('\n');
}

describe('what ports cannot speak is refused: TLS', () => {
  test.each([
    ['certificate: sevver', '4:46 SCN_WORLD no certificate is called sevver | Known here: `ec`'],
    [
      'certificate: test-sever',
      'no certificate is called test-sever | Did you mean `test-server`?',
    ],
    ['chain: [ec, tset-ca]', '4:45 SCN_WORLD no certificate is called tset-ca | Did you mean'],
    [
      'clientCertificate: required, trust: [ec, testca]',
      '4:74 SCN_WORLD no certificate is called testca | Did you mean `test-ca`?',
    ],
    [
      'certificate: [test-server, test-client]',
      '4:60 SCN_WORLD two certificates have an RSA key, and a suite chooses by the kind of key | ' +
        'Name one certificate a kind of key.',
    ],
    ['certificate: [ec, ec]', 'two certificates have an elliptic curve key'],
    [
      'certificate: [ec, test-server], chain: []',
      '4:65 SCN_WORLD one `chain` cannot stand behind several certificates | ' +
        'Leave `chain` out, or name one certificate.',
    ],
    [
      'trust: ec',
      '4:33 SCN_WORLD nobody is asked for a certificate that could be trusted | ' +
        'Add `clientCertificate: requested` or `required`, or leave `trust` out.',
    ],
    ['clientCertificate: ignored, trust: ec', 'nobody is asked for a certificate'],
    [
      'fault: { at: certificate, act: alert }',
      '4:64 SCN_WORLD `act: alert` does not say which | Add `alert: handshake_failure`.',
    ],
    ['fault: { at: certificate, act: delay }', 'does not say how long | Add `delay: 9s`.'],
    [
      'fault: { at: certificate, act: close, delay: 1s }',
      '4:71 SCN_WORLD `delay` goes with `act: delay` | Write `act: delay`, or leave `delay` out.',
    ],
    ['fault: { at: certificate, act: drop, alert: unknown_ca }', '`alert` goes with `act: alert`'],
    [
      'fault: { at: certificate_request, act: drop }',
      '4:46 SCN_WORLD a server that asks nobody sends no certificate_request | ' +
        'Add `clientCertificate: requested` or `required`.',
    ],
    [
      'fault: [{ at: finished, act: drop }, { at: finished, act: close }]',
      '4:70 SCN_WORLD two things happen instead of finished | Keep one of them.',
    ],
    [
      'fault: [{ at: finished, act: delay, delay: 1s }, { at: finished, act: delay, delay: 2s }]',
      'finished is delayed twice | Keep one of them.',
    ],
    ['fault: { at: finshed, act: drop }', '`at` cannot be "finshed" | Did you mean `finished`?'],
    ['fault: { at: new_session_ticket, act: drop }', '`at` cannot be "new_session_ticket"'],
    ['fault: { at: finished, act: rset }', '`act` cannot be "rset" | Did you mean `reset`?'],
    [
      'fault: { at: finished, act: alert, alert: unknow_ca }',
      '`alert` cannot be "unknow_ca" | Did you mean `unknown_ca`?',
    ],
    [
      'fault: { at: finished, act: delay, delay: 601s }',
      'SCN_WRONG_VALUE this is longer than a handshake can wait | The most is 600s.',
    ],
    ['suites: [TLS_RSA_WITH_AES_128_CBC_SAH]', 'Did you mean `TLS_RSA_WITH_AES_128_CBC_SHA`?'],
    ['groups: x25518', '`groups` cannot be "x25518" | Did you mean `x25519`?'],
    ['versions: [1.3]', 'an entry of `versions` cannot be 1.3 | Put it in quotes: "1.3".'],
    ["versions: ['1.1']", 'an entry of `versions` cannot be "1.1" | Did you mean'],
    ['versions: []', '`versions` cannot be a list | The least is 1 entries.'],
    ['recordBytes: 511', '`recordBytes` cannot be 511 | The least is 512.'],
    ['recordBytes: 16385', '`recordBytes` cannot be 16385 | The most is 16384.'],
    ['alpn: [""]', 'The least is 1 characters.'],
    ['clientCertificate: require', 'Did you mean `required`?'],
    ['certifcate: ec', '4:33 SCN_UNKNOWN_KEY `certifcate` is not known here | Did you mean'],
  ])('{ %s }', (tls, expected) => {
    const problems = said(`{ host: b.lan, tls: { ${tls} } }`);
    expect(problems).toContain(expected);
    expect(problems.split('\n')).toHaveLength(1);
  });

  test('only `true` says nothing more', () => {
    expect(said('{ host: b.lan, tls: ture }')).toContain('Did you mean `true`?');
    expect(said('{ host: b.lan, tls: false }')).toContain('`tls` must be `true` or a mapping');
    expect(said('{ host: b.lan, tls: true, websocket: true }')).toBe('none');
  });

  test.each([
    'certificate: [ec, test-server]',
    'chain: []',
    'clientCertificate: requested, fault: { at: certificate_request, act: drop }',
    'fault: [{ at: finished, act: delay, delay: 1s }, { at: finished, act: close }]',
    "versions: ['1.3'], alpn: mqtt, groups: [x25519], revoked: true, recordBytes: 16384",
  ])('{ %s } can be', (tls) => {
    expect(said(`{ host: b.lan, tls: { ${tls} } }`)).toBe('none');
  });
});

describe('what ports cannot speak is refused: WebSocket', () => {
  test.each([
    [
      'status: 403, wrongAccept: true',
      '4:52 SCN_WORLD a server that answers with 403 never gets to `wrongAccept` | ' +
        'Leave `wrongAccept` or `status` out.',
    ],
    ['status: 200, closeCode: 1001', 'never gets to `closeCode`'],
    [
      'location: /x',
      '4:39 SCN_WORLD a client is sent elsewhere by a status of 301 to 308 alone | ' +
        'Add `status: 302`, or leave `location` out.',
    ],
    ['status: 300, location: /x', 'a client is sent elsewhere'],
    ['status: 199', '`status` cannot be 199 | The least is 200.'],
    ['status: 600', '`status` cannot be 600 | The most is 599.'],
    [
      'path: mqtt',
      '`path` cannot be "mqtt" | Write a path such as /mqtt, without what follows a question mark.',
    ],
    ['subprotocol: a b', '`subprotocol` cannot be "a b" | Write a word such as mqtt'],
    ['subprotocols: mqtt', '`subprotocols` must be a list, not text'],
    ['fragmentBytes: 0', '`fragmentBytes` cannot be 0 | The least is 1.'],
    ['closeCode: 999', '`closeCode` cannot be 999 | The least is 1000.'],
    ['textFrame: true', '`textFrame` is not known here | Did you mean `textFrames`?'],
  ])('{ %s }', (websocket, expected) => {
    const problems = said(`{ host: b.lan, websocket: { ${websocket} } }`);
    expect(problems).toContain(expected);
    expect(problems.split('\n')).toHaveLength(1);
  });

  test.each(['status: 301, location: /x', 'status: 308, location: http://x/', 'subprotocol: none'])(
    '{ %s } can be',
    (websocket) => {
      expect(said(`{ host: b.lan, websocket: { ${websocket} } }`)).toBe('none');
    },
  );
});

describe('further ports', () => {
  test.each([
    [
      '{ host: b.lan, listeners: { port: 1883 } }',
      '4:45 SCN_WORLD a broker listens at b.lan:1883 already | Give each listener a port of its own.',
    ],
    [
      '[{ host: b.lan, listeners: [{ port: 8883 }] }, { host: B.lan, port: 8883 }]',
      '4:58 SCN_WORLD two brokers at b.lan:8883 | Give each broker a host or port of its own.',
    ],
    [
      '{ host: b.lan, listeners: [{ port: 2 }, { port: 2 }] }',
      'a broker listens at b.lan:2 already',
    ],
    ['{ host: b.lan, listeners: [{ tls: true }] }', '`port` is missing | Add `port:`'],
    [
      '{ host: b.lan, listeners: [{ port: 1 }, { port: 2, tls: { certificate: ce } }] }',
      '4:82 SCN_WORLD no certificate is called ce | Known here: `ec`',
    ],
    [
      '{ host: b.lan, listeners: [{ port: 1, websocket: { location: /x } }] }',
      '4:62 SCN_WORLD a client is sent elsewhere',
    ],
  ])('%s', (broker, expected) => {
    expect(said(broker)).toContain(expected);
  });

  test('one port at two hosts is no contradiction', () => {
    const listeners = 'listeners: [{ port: 8883 }]';
    expect(said(`[{ host: a.lan, ${listeners} }, { host: b.lan, ${listeners} }]`)).toBe('none');
  });
});

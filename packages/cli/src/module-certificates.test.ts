import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { CertificateMaker, testCa, testClient, testServer } from '@w800/tls';
import { describe, expect, it } from 'vitest';

import { call } from './testing/call.ts';
import { callTwin } from './testing/call-twin.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const stranger = new CertificateMaker().make({
  subject: { CN: 'stranger' },
  key: 'p-256',
  notBefore: 0,
  notAfter: 4_000_000_000,
});

/** Connects where the module's own certificate must be signed by the test authority. */
function scenario(name: string, module: string, scheme: number, answer: string): string {
  return `name: ${name}
${module}
world:
  wifi: { ssid: home }
  ntp: { host: 192.168.10.234 }
  broker:
    host: 192.168.10.234
    port: 8883
    tls: { clientCertificate: required, trust: test-ca }
steps:
  - { send: 'AT+CWJAP="home",""', expect: [OK, WIFI GOT IP], within: 15s }
  - send: AT+CIPSNTPCFG=1,0,"192.168.10.234"
  - wait: 10s
  - send: AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""
  - { send: 'AT+MQTTCONN=0,"192.168.10.234",8883,0', expect: ${answer} }
`;
}

const files = {
  'own/ca.pem': testCa.pem,
  'own/client.pem': testClient.pem,
  'own/client.key': testClient.keyPem,
  'stranger.pem': stranger.pem,
  'stranger.key': stranger.keyPem,
  'other.key': testServer.keyPem,
  'ca.der': Uint8Array.of(0x30, 0x82, 0, 1),
  'large.pem': testCa.pem.repeat(8),
};
const module = 'module: { ca: ca.pem, certificate: client.pem, key: client.key }';

const folder = (more: Readonly<Record<string, string>> = {}) =>
  temporaryFolder({ ...files, 'own/a.yaml': scenario('A', module, 5, 'OK'), ...more });

describe('the files a scenario names', () => {
  it('lie beside it, and are checked with it', async () => {
    const cwd = folder();
    const checked = await callTwin(['check', 'own/a.yaml'], cwd);
    expect(checked).toMatchObject({ exitCode: 0, err: '' });
    rmSync(join(cwd, 'own/client.key'));
    const { exitCode, err } = await callTwin(['check', 'own'], cwd);
    expect(exitCode).toBe(2);
    expect(err).toBe(
      'own/a.yaml:2:53: client.key cannot be read: there is no such file [SCN_FILE]\n' +
        '    Files are looked for beside the one that names them.\n',
    );
  });

  it.each([1, 2])('are in the module when it runs, %i at a time', async (jobs) => {
    const cwd = folder({ 'own/b.yaml': scenario('B', 'module: { ca: none }', 5, 'ERROR') });
    const { exitCode, out } = await callTwin(['own', '--jobs', `${jobs}`, '--repeat', '2'], cwd);
    expect(out).toContain('4 passed');
    expect(exitCode).toBe(0);
  });
});

describe('--ca, --cert and --key', () => {
  it('are put in place of what the scenario says, slot by slot, in workers, too', async () => {
    const cwd = folder({ 'own/b.yaml': scenario('B', '', 5, 'OK') });
    const passed = await callTwin(['own'], cwd);
    expect(passed).toMatchObject({ exitCode: 0 });
    const given = ['--cert', 'stranger.pem', '--key', 'stranger.key'];
    for (const jobs of ['1', '2']) {
      const { exitCode, out } = await callTwin(['own', '--jobs', jobs, ...given], cwd);
      expect([exitCode, out.match(/2 failed/)?.[0]]).toEqual([1, '2 failed']);
      // What is typed again does the same.
      expect(out).toContain('pnpm sim own/a.yaml --seed 0 --cert stranger.pem --key stranger.key');
      expect(out).not.toContain('PRIVATE KEY');
    }
    const back = ['--cert', 'own/client.pem', '--key', 'own/client.key', '--ca', 'own/ca.pem'];
    expect(await callTwin(['own', ...back], cwd)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['--ca', 3, 'OK'],
    ['--cert', 4, 'OK'],
  ])('%s none empties a slot', async (option, scheme, without) => {
    const text = scenario('A', '', scheme, without).replace(/required, trust: test-ca/, 'ignored');
    const cwd = temporaryFolder({ 'a.yaml': text });
    expect(await callTwin(['a.yaml'], cwd)).toMatchObject({ exitCode: 0 });
    const { exitCode, out } = await callTwin(['a.yaml', option, 'none'], cwd);
    expect(exitCode).toBe(1);
    expect(out).toContain('the module answered "ERROR" where "OK" was expected');
    expect(out).toContain(`pnpm sim a.yaml --seed 0 ${option} none`);
  });

  it.each([
    [['--ca', 'no.pem'], 'no.pem: cannot be read: there is no such file [CLI_UNREADABLE]'],
    [['--ca', 'own'], 'own: cannot be read: it is a folder [CLI_UNREADABLE]'],
    [['--ca', 'ca.der'], 'ca.der: the certificate is no PEM text [CLI_CERTIFICATE]'],
    [['--ca', 'own/client.key'], "own/client.key: 'RSA PRIVATE KEY' is a key where a certificate"],
    [['--ca', 'large.pem'], 'large.pem: 8825 bytes do not fit into the flash'],
    [['--cert', 'own/client.pem'], 'own/client.pem: a certificate is of no use without its key'],
    [['--key', 'other.key'], '--key is the key of a certificate, and there is none'],
    [['--cert', 'none', '--key', 'other.key'], 'and --cert none empties the slot'],
    [
      ['--cert', 'own/client.pem', '--key', 'other.key'],
      'other.key: the private key does not belong to the certificate of',
    ],
    [
      ['--cert', 'own/client.pem', '--key', 'own/client.pem'],
      'own/client.pem: a certificate stands where its private key belongs',
    ],
    [['--cert', 'no.pem', '--key', 'no.key'], 'no.key: cannot be read: there is no such file'],
  ])('%j is refused with what helps, before anything runs', async (argv, text) => {
    for (const command of [['own'], ['serve', '--tcp', '0']]) {
      const { exitCode, out, err } = await callTwin([...command, ...argv], folder());
      expect(exitCode).toBe(2);
      expect(err).toContain(text);
      expect(err).toMatch(/\n {4}\S/);
      expect(err).not.toMatch(/^ +at |MII/m);
      expect(out).not.toContain('✓');
    }
  });

  it.each(['--ca', '--cert'])('%s says nothing of a real module', async (option) => {
    const { exitCode, err } = await call(['a.yaml', '--target', 'tcp:x:1', option, 'none']);
    expect(exitCode).toBe(2);
    expect(err).toContain(`${option} does not go with --target: a real module has`);
  });

  it('a run that is recorded leaves no private key behind', async () => {
    const cwd = folder();
    const { exitCode } = await callTwin(['own', '--record', 'run', '--log', 'log'], cwd);
    expect(exitCode).toBe(0);
    const names = ['log', ...readdirSync(join(cwd, 'run')).map((name) => join('run', name))];
    const written = names.map((name) => readFileSync(join(cwd, name), 'utf8')).join('\n');
    expect(written).toContain('AT+MQTTCONN');
    expect(written).not.toContain('PRIVATE KEY');
    expect(written).not.toContain(testClient.keyPem.split('\n')[7]);
  });
});

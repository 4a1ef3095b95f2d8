import { CertificateMaker, testCa, testClient, testServer } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';
import { noFiles, type ReadFile } from './read-file.ts';
import { readModule } from './read-module.ts';

const made = new CertificateMaker().make({
  subject: { CN: 'large' },
  key: 'rsa-4096',
  notBefore: 0,
  notAfter: 1,
});
const cut = testClient.pem.replace('-----END CERTIFICATE-----', '');

const files: Readonly<Record<string, string>> = {
  'ca.pem': testCa.pem,
  'client.pem': testClient.pem,
  'client.key': testClient.keyPem,
  'both.pem': testClient.pem + testClient.keyPem,
  'server.key': testServer.keyPem,
  'ca.der': '0\u0082\u0003\u0000',
  'cut.pem': cut,
  'empty.pem': '',
  'large.pem': testCa.pem.repeat(7),
  'fairly-large.pem': testCa.pem.repeat(5),
  'large-client.pem': made.pem,
  'large.key': made.keyPem,
  'locked.key':
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n',
  './plain': testCa.pem,
  '../up/ca.pem': testCa.pem,
};

const readFile: ReadFile = (path) => {
  const text = files[path];
  return text === undefined ? { ok: false, reason: 'there is no such file' } : { ok: true, text };
};

function load(module: string) {
  // Signing with a key that large takes a while, so only who names it has it made.
  const big = module.includes('big') ? ', big: { key: rsa-4096 }' : '';
  const world = `world: { certificates: { our-ca: { ca: true }${big} } }`;
  return loadScenario(`name: t\nmodule: ${module}\n${world}\nsteps: []`, 's/t.yaml', readFile);
}

/** What is said against a module: place, code, words, advice. */
function said(module: string): string {
  const loaded = load(module);
  if (loaded.ok) return 'none';
  return loaded.problems
    .map(({ file, line, column, code, what, fix }) => {
      expect(file).toBe('s/t.yaml');
      return `${line}:${column} ${code} ${what} | ${fix}`;
    })
    .join('\n');
}

describe('what a module cannot hold is refused', () => {
  test.each([
    [
      '{ ca: none.pem }',
      '2:15 SCN_FILE none.pem cannot be read: there is no such file | ' +
        'Files are looked for beside the one that names them.',
    ],
    [
      '{ certificate: x.pem, key: y.key }',
      '2:24 SCN_FILE x.pem cannot be read: there is no such file | ' +
        'Files are looked for beside the one that names them.\n' +
        '2:36 SCN_FILE y.key cannot be read',
    ],
    [
      '{ ca: ourca }',
      '2:15 SCN_CERTIFICATE no certificate is called ourca | Did you mean `our-ca`?',
    ],
    ['{ ca: nnoe }', '2:15 SCN_CERTIFICATE no certificate is called nnoe | Did you mean `none`?'],
    ['{ certificate: tes-client }', 'no certificate is called tes-client | Did you mean'],
    [
      '{ ca: ca.der }',
      '2:15 SCN_CERTIFICATE the certificate is no PEM text | It starts with -----BEGIN ' +
        'CERTIFICATE-----; openssl x509 -inform der turns DER into it.',
    ],
    ['{ ca: empty.pem }', 'the certificate is no PEM text'],
    ['{ ca: cut.pem }', '2:15 SCN_CERTIFICATE a PEM block is damaged'],
    ['{ ca: client.key }', "'RSA PRIVATE KEY' is a key where a certificate belongs"],
    [
      '{ certificate: client.pem }',
      '2:24 SCN_CERTIFICATE a certificate is of no use without its key | ' +
        'Add the file of its private key as `key`; it may be the same file.',
    ],
    [
      '{ certificate: client.pem, key: server.key }',
      "2:41 SCN_CERTIFICATE the private key does not belong to the certificate of 'CN=W800 module",
    ],
    ['{ certificate: client.pem, key: client.pem }', '2:41 SCN_CERTIFICATE a certificate stands'],
    ['{ certificate: client.pem, key: ca.der }', '2:41 SCN_CERTIFICATE the private key is no PEM'],
    [
      '{ certificate: client.pem, key: locked.key }',
      '2:41 SCN_CERTIFICATE the private key is lock',
    ],
    ['{ certificate: client.key, key: client.key }', '2:24 SCN_CERTIFICATE'],
    [
      '{ certificate: client.pem, key: our-ca }',
      '2:41 SCN_CERTIFICATE the key of a file is a file, and `our-ca` is none | ' +
        'Write the name of a PEM file; `./name` is one without a dot in its name.',
    ],
    ['{ certificate: client.pem, key: none }', 'the key of a file is a file, and `none` is none'],
    [
      '{ certificate: our-ca, key: client.key }',
      '2:37 SCN_CERTIFICATE our-ca brings its own key | ' +
        'Leave `key` out, or name the file of the certificate as `certificate`.',
    ],
    ['{ certificate: none, key: client.key }', '2:35 SCN_CERTIFICATE an empty slot has no key'],
    ['{ key: client.key }', '2:16 SCN_CERTIFICATE a key goes with its certificate'],
    ['{ ca: large.pem }', '2:15 SCN_CERTIFICATE 7722 bytes do not fit into the flash: '],
    [
      '{ ca: fairly-large.pem, certificate: large-client.pem, key: large.key }',
      '2:46 SCN_CERTIFICATE 4924 bytes do not fit into the flash: 2676 of 8192 are left | Send',
    ],
    ['{ ca: fairly-large.pem, certificate: big }', '2:46 SCN_CERTIFICATE 4920 bytes do not fit'],
    ['{ ca: 7 }', '2:15 SCN_WRONG_TYPE `ca` must be text, not the number 7'],
    ['{ cert: ca.pem }', '2:11 SCN_UNKNOWN_KEY `cert` is not known here'],
    ['none', '2:9 SCN_WRONG_TYPE `module` must be a mapping'],
  ])('%s', (module, expected) => {
    expect(said(module)).toContain(expected);
    expect(said(module).split('\n')).toHaveLength(expected.split('\n').length);
    expect(said(module)).not.toMatch(/MII|BEGIN RSA/);
  });

  test('who hands over no files has none', () => {
    const loaded = loadScenario('name: t\nmodule: { ca: ca.pem }\nsteps: []', 't.yaml');
    expect(loaded).toMatchObject({
      ok: false,
      problems: [{ what: 'ca.pem cannot be read: no files are at hand here', line: 2, column: 15 }],
    });
  });
});

describe('what a module holds', () => {
  const file = { pem: testClient.pem, keyPem: testClient.keyPem };
  const both = { pem: files['both.pem'], keyPem: files['both.pem'] };
  test.each([
    ['{}', {}],
    ['{ ca: none }', { ca: 'none' }],
    ['{ ca: none, certificate: none }', { ca: 'none', identity: 'none' }],
    ['{ ca: our-ca }', { ca: { name: 'our-ca' } }],
    ['{ certificate: test-server }', { identity: { name: 'test-server' } }],
    ['{ ca: none, certificate: big }', { ca: 'none', identity: { name: 'big' } }],
    ['{ ca: ca.pem }', { ca: { pem: testCa.pem } }],
    ['{ ca: ./plain }', { ca: { pem: testCa.pem } }],
    ['{ ca: ../up/ca.pem }', { ca: { pem: testCa.pem } }],
    ['{ certificate: client.pem, key: client.key }', { identity: file }],
    ['{ certificate: both.pem, key: both.pem }', { identity: both }],
    [
      '{ ca: fairly-large.pem, certificate: none }',
      { ca: { pem: files['fairly-large.pem'] }, identity: 'none' },
    ],
  ])('%s', (module, slots) => {
    expect(load(module)).toHaveProperty('scenario.module', slots);
  });

  test('where there is no world every word but none is a file', () => {
    const sources = { readFile };
    expect(readModule({ ca: 'ca.pem', certificate: 'none' }, sources)).toEqual({
      ok: true,
      slots: { ca: { pem: testCa.pem }, identity: 'none' },
    });
    expect(readModule({ ca: 'our-ca' }, { readFile: noFiles })).toMatchObject({
      ok: false,
      wrongs: [{ key: 'ca', what: 'our-ca cannot be read: no files are at hand here' }],
    });
  });
});

import { testCa, testClient, testServer } from '@w800/tls';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const small = ['budget', '--scheme', '1', '--publish', 'plain', '--payload', '20'];

describe('pnpm sim budget', () => {
  it('says whether it fits, how close it is, who holds what and what breaks first', async () => {
    const { exitCode, out, err } = await call(small);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^Scheme 1, 1 topic, 20 bytes at QoS 1, published plain, reconnect 0\n\nIt fits\. [\d,]+ bytes free at the worst moment, [\d,]+ of them in one piece\.\n/,
    );
    for (const row of ['ready', 'joined', 'at rest', 'peak, in \\w+', 'mqtt.client', 'boot']) {
      expect(out).toMatch(new RegExp(`^${row}\\S* +`, 'm'));
    }
    expect(out).toMatch(
      /What breaks first when memory gets short\n {2}[\d,]+ bytes can be taken by something else, \d+ % of what is free when joined\.\n {2}With more: to \w+, \S+ wants/,
    );
    expect(out).toContain('  topics             10, which is the limit of the module');
    expect(out).toMatch(/^what if +at rest +peak +free then +largest block then +fits\n/m);
    expect(out).toMatch(/^scheme 5 .* yes\nreconnect 1 .* yes\n$/m);
  });

  it('gives the same as JSON', async () => {
    const { out } = await call([...small, '--json']);
    const document = JSON.parse(out) as Record<string, unknown>;
    expect(document).toMatchObject({
      format: 'w800-twin-budget/1',
      asked: { scheme: 1, topics: 1, payloadBytes: 20, qos: 1, publish: 'plain', reconnect: 0 },
      fits: true,
      capacityBytes: 258_744,
      failure: null,
      whatIfs: [{ what: 'scheme 5' }, { what: 'reconnect 1' }],
    });
    expect(JSON.stringify(document)).not.toContain('PRIVATE KEY');
  });

  it('takes the certificates of files: of the server, and of the module', async () => {
    const cwd = temporaryFolder({
      'ca.pem': `${testCa.pem}${testCa.pem}${testCa.pem}`,
      'own.pem': testClient.pem,
      'own.key': testClient.keyPem,
      'server.pem': testServer.pem,
    });
    const figures = async (...options: readonly string[]) => {
      const { out, exitCode } = await call(['budget', '--json', ...options], { cwd });
      expect(exitCode).toBe(0);
      return JSON.parse(out) as {
        readonly asked: { readonly serverChain: string };
        readonly owners: readonly { readonly owner: string; readonly steadyBytes: number }[];
      };
    };
    const usual = await figures('--server-chain', './server.pem', '--scheme', '5');
    const own = ['--cert', 'own.pem', '--key', 'own.key'];
    const files = await figures('--server-chain', './server.pem', '--ca', 'ca.pem', ...own);
    expect(files.asked.serverChain).toBe('./server.pem');
    const heldBy = ({ owners }: typeof usual, wanted: string): number =>
      owners.find(({ owner }) => owner === wanted)?.steadyBytes ?? 0;
    expect(heldBy(files, 'tls.ca')).toBeGreaterThan(2 * heldBy(usual, 'tls.ca'));
    expect(heldBy(files, 'tls.identity')).toBe(heldBy(usual, 'tls.identity'));
    expect(heldBy(files, 'tls.peer')).toBe(heldBy(usual, 'tls.peer'));
  });

  it('tells what does not work although memory would do, and ends with 1', async () => {
    const { exitCode, out } = await call(['budget', '--scheme', '4', '--cert', 'none']);
    expect(exitCode).toBe(1);
    expect(out).toContain(
      'It does not work. To connect, the module answered "ERROR" where "OK" was expected.\n',
    );
  });

  it.each([
    [['--server-chain', 'rsa2048'.replace('8', '')], 'Did you mean --server-chain rsa2048?'],
    [['--server-chain', 'frobnicate'], 'Give rsa2048x2, rsa2048, p256x2, p256 or a PEM file'],
    [['--server-chain', './none.pem'], './none.pem: cannot be read: '],
    [['--publish', 'row'], 'Did you mean raw?'],
    [['--publish', 'pigeon'], 'The ways are raw and plain.'],
    [['--scheme', '11'], 'It takes a whole number from 1 to 10.'],
    [['--topics', '11'], 'It takes a whole number from 0 to 10.'],
    [['--payload', '5761'], 'AT+MQTTPUBRAW cannot publish 5761 bytes'],
    [['--payload', '300', '--publish', 'plain'], 'Give --payload 0 to 226, or --publish raw.'],
    [['--shceme', '5'], '(Did you mean --scheme?)'],
    [['--key', 'a.pem'], '--key is the key of a certificate, and there is none'],
  ])('complains about %o', async (options, complaint) => {
    const { exitCode, out, err } = await call(['budget', ...options], { cwd: temporaryFolder() });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(complaint);
  });
});

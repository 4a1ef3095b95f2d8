import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { connect, createSecureContext, TLSSocket } from 'node:tls';
import type { MadeCertificate } from '@w800/tls';

/** Seconds of processor time for so many handshakes of OpenSSL with itself, in memory. */
export async function opensslSeconds(
  server: MadeCertificate,
  authority: MadeCertificate,
  handshakes: number,
): Promise<number> {
  const secureContext = createSecureContext({
    key: server.keyPem,
    cert: server.pem,
    maxVersion: 'TLSv1.2',
    ecdhCurve: 'X25519',
  });
  const trust = createSecureContext({ ca: authority.pem, maxVersion: 'TLSv1.2' });
  const start = process.cpuUsage();
  for (let done = 0; done < handshakes; done += 1) {
    const [near, far] = pair();
    const served = new TLSSocket(far, { isServer: true, secureContext });
    const client = connect({ socket: near, secureContext: trust, checkServerIdentity: anyName });
    await Promise.all([once(client, 'secureConnect'), once(served, 'secure')]);
    client.destroy();
    served.destroy();
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** The module checks none, either. */
function anyName(): undefined {
  return undefined;
}

/** What is written to one end is read at the other. */
function pair(): readonly [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const end = (index: number): Duplex =>
    new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        ends[1 - index]?.push(chunk);
        done();
      },
      final(done) {
        ends[1 - index]?.push(null);
        done();
      },
    });
  const [near, far] = [end(0), end(1)] as const;
  ends.push(near, far);
  return [near, far];
}

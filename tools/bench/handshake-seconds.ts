import { Kernel, second } from '@w800/kernel';
import type { Network } from '@w800/ports';
import { openTls, serveTls, type MadeCertificate } from '@w800/tls';
import { World } from '@w800/world';

const server = { address: '203.0.0.7', port: 8883 };
const nowSeconds = (): number => 1_800_000_000;
const packetTimeoutNs = 10 * second;

/**
 * Seconds of processor time for so many handshakes, one after the other, on the
 * simulated network: both ends, TCP included, the server's chain verified.
 */
export async function handshakeSeconds(
  own: MadeCertificate,
  authority: MadeCertificate,
  handshakes: number,
): Promise<number> {
  const kernel = new Kernel({ seed: 1 });
  const random = kernel.random.fork('tls');
  const entropy = (byteCount: number): Uint8Array => random.bytes(byteCount);
  const world = new World(kernel, { accessPoints: [{ ssid: 'home' }] });
  world.servers.listen(server, (stream) => {
    serveTls({ kernel, stream, entropy, identities: [own] }, (served) => {
      if (served.ok) served.stream.attach({ data() {}, end() {}, acknowledged() {}, close() {} });
    });
  });
  const network = await joined(kernel, world);
  let done = 0;
  const meet = (): void => {
    network.connect(server, (connected) => {
      if (!connected.ok) throw new Error(connected.reason);
      const { stream } = connected;
      const trust = [authority.certificate];
      openTls({ kernel, stream, entropy, trust, nowSeconds, packetTimeoutNs }, (opened) => {
        if (!opened.ok) throw new Error(opened.failure.kind);
        opened.stream.abort();
        done += 1;
        if (done < handshakes) meet();
      });
    });
  };
  const start = process.cpuUsage();
  meet();
  const outcome = await kernel.run(kernel.now + 100_000 * second, () => done === handshakes);
  if (outcome === 'deadline') throw new Error(`${done} of ${handshakes} handshakes came to an end`);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function joined(kernel: Kernel, world: World): Promise<Network> {
  let network: Network | undefined;
  world.medium.join({ mac: '28:6d:cd:00:00:01', ssid: 'home', password: '' }, (outcome) => {
    if (!outcome.ok) throw new Error(outcome.reason);
    const { link } = outcome;
    link.requestLease((lease) => {
      network = link.network(lease);
    });
  });
  await kernel.run(60 * second, () => network !== undefined);
  if (network === undefined) throw new Error('nobody has joined');
  return network;
}

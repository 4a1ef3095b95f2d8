import type { Server } from 'node:net';

import { certificatePaths } from '../../tls-outcomes/certificate-files.ts';
import type { RealServer } from '../../tls-outcomes/real-server.ts';
import { otherTransport, transportOf, type Transport } from '../../tls-outcomes/schemes.ts';
import type { Scheme } from '../../tls-outcomes/schemes.ts';
import type { Situation } from '../../tls-outcomes/situation.ts';
import { freePorts } from '../free-ports.ts';
import type { LocalMosquitto } from '../local-mosquitto.ts';
import type { Program } from '../program.ts';
import type { Stage } from '../stage.ts';
import { bareServer, portOf } from './bare-server.ts';
import { upgradeServer } from './upgrade-server.ts';

/** A situation that something outside of the twin produces. */
export type RealSituation = Situation & { readonly real: RealServer };

export function isReal(situation: Situation): situation is RealSituation {
  return typeof situation.real !== 'string';
}

/** The servers of this machine at which situations are met. */
export class RealServers {
  readonly mosquitto: LocalMosquitto;
  private readonly programs = new Map<
    string,
    { readonly port: number; readonly program: Program }
  >();
  private readonly sockets = new Map<string, Server>();
  /** Those that nobody has asked for yet. */
  private readonly connections = new Map<string, number>();

  private constructor(mosquitto: LocalMosquitto) {
    this.mosquitto = mosquitto;
  }

  /** @param folder where the certificates are */
  static async start(
    stage: Stage,
    situations: readonly RealSituation[],
    folder: string,
  ): Promise<RealServers> {
    const listeners = situations.flatMap((one) => listenersOf(one, folder));
    const setup = { listeners: Object.fromEntries(listeners) };
    const servers = new RealServers(await stage.mosquitto(setup));
    for (const situation of situations) await servers.startFor(stage, situation, folder);
    return servers;
  }

  portFor(situation: RealSituation, scheme: Scheme): number {
    const { name } = situation;
    const port = this.programs.get(name)?.port;
    const socket = this.sockets.get(name);
    if (socket !== undefined) return portOf(socket);
    if (port !== undefined) return port;
    const transport = transportAt(situation, scheme);
    return transport === 'TCP'
      ? this.mosquitto.port
      : this.mosquitto.portOf(`${name} ${transport}`);
  }

  /** @throws when the attempt did not get there, or the program does not say what it is to say */
  async sawAttempt({ name, real }: RealSituation): Promise<void> {
    if (this.sockets.has(name)) {
      const left = (this.connections.get(name) ?? 0) - 1;
      if (left < 0) throw new Error(`${name}: nobody came to the server`);
      this.connections.set(name, left);
    }
    if (real.by !== 's_server') return;
    await this.programs.get(name)?.program.heard.until(real.says);
  }

  close(): void {
    for (const server of this.sockets.values()) server.close();
  }

  private async startFor(stage: Stage, situation: RealSituation, folder: string): Promise<void> {
    const { name, real } = situation;
    if (real.by === 'socket') this.count(name, await bareServer(real.does));
    if (real.by === 'upgrade') this.count(name, await upgradeServer(real));
    if (real.by !== 's_server') return;
    const [port = 0] = await freePorts(1);
    const { chain, certificate, key } = certificatePaths(folder, situation);
    const shown = ['-cert', chain, '-key', key('server')];
    const args = real.args.map((one) => (one.startsWith('PEM:') ? certificate(one.slice(4)) : one));
    const at = ['-accept', `127.0.0.1:${port}`];
    const program = stage.start('openssl', 's_server', ...at, ...shown, ...args);
    await program.heard.until('ACCEPT');
    this.programs.set(name, { port, program });
  }

  private count(name: string, server: Server): void {
    this.sockets.set(name, server);
    server.on('connection', () => {
      this.connections.set(name, (this.connections.get(name) ?? 0) + 1);
    });
  }
}

function transportAt({ isOtherPort = false }: Situation, scheme: Scheme): Transport {
  const transport = transportOf(scheme);
  return isOtherPort ? otherTransport(transport) : transport;
}

/** Those of mosquitto beside plain MQTT. */
function listenersOf(
  situation: RealSituation,
  folder: string,
): readonly (readonly [string, readonly string[]])[] {
  const { name, real } = situation;
  if (real.by !== 'mosquitto') return [];
  const transports = new Set(real.schemes.map((scheme) => transportAt(situation, scheme)));
  transports.delete('TCP');
  return [...transports].map((transport) => [
    `${name} ${transport}`,
    [
      ...(transport.includes('TLS') ? tlsLines(situation, folder) : []),
      // Without the family libwebsockets listens at every address there is.
      ...(transport.includes('WebSocket') ? ['protocol websockets', 'socket_domain ipv4'] : []),
    ],
  ]);
}

function tlsLines(situation: RealSituation, folder: string): readonly string[] {
  const { chain, certificate, key } = certificatePaths(folder, situation);
  const { clientCertificate, trust } = situation.tls ?? {};
  return [
    `certfile ${chain}`,
    `keyfile ${key('server')}`,
    'tls_version tlsv1.2',
    // OpenSSL would not show a weak certificate.
    'ciphers ALL:@SECLEVEL=0',
    ...(typeof trust === 'string' ? [`cafile ${certificate(trust)}`] : []),
    ...(clientCertificate === 'required' ? ['require_certificate true'] : []),
  ];
}

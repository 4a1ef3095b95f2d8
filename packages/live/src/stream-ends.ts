import type { Endpoint } from '@w800/ports';

/** Where the two ends of a connection are. */
export interface StreamEnds {
  readonly local: Endpoint;
  readonly remote: Endpoint;
}

const nowhere: Endpoint = { address: '', port: 0 };

/** Both ends as a word of a door record: `127.0.0.1:40000 127.0.0.1:1883`. */
export function endsWord({ local, remote }: StreamEnds): string {
  return `${endpointWord(local)} ${endpointWord(remote)}`;
}

export function readEnds(word = ''): StreamEnds {
  const [local = '', remote = ''] = word.split(' ');
  return { local: readEndpoint(local), remote: readEndpoint(remote) };
}

export function endpointWord({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

export function readEndpoint(word = ''): Endpoint {
  const colon = word.lastIndexOf(':');
  if (colon < 0) return nowhere;
  return { address: word.slice(0, colon), port: Number(word.slice(colon + 1)) };
}

/** The ends of a connected socket, as far as the machine still knows them. */
export function endsOf(socket: {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}): StreamEnds {
  return {
    local: { address: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    remote: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
  };
}

import type { Kernel } from '@w800/kernel';
import type { ConnectOptions, MqttClient } from '@w800/mqtt';
import type { ByteStream, Network, Pending } from '@w800/ports';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Layer } from './transport/layer.ts';

export interface OpenRequest {
  readonly kernel: Kernel;
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  /** What lies between TCP and MQTT, the lowest first. */
  readonly layers: readonly Layer[];
  readonly options: ConnectOptions;
  readonly limit: AttemptLimit;
}

/** The client that was accepted, with what CONNACK said of a kept session; or none was. */
export type OpenOutcome =
  | { readonly client: MqttClient; readonly sessionPresent: boolean }
  | 'failed';

/**
 * Memory for the client, name, TCP connection, what lies above it, CONNECT and
 * CONNACK, one after the other. The limit of the attempt bounds all but the
 * name and the layers that bound themselves. `done` is called once, unless the
 * attempt is cancelled; a cancelled one leaves nothing behind.
 */
export function openConnection(
  request: OpenRequest,
  client: MqttClient,
  done: (outcome: OpenOutcome) => void,
): Pending {
  const { kernel, network, host, limit } = request;
  const fail = (): void => {
    client.abort();
    done('failed');
  };
  if (!client.reserve(request.options)) return kernel.after(0, fail);
  let cancelled = false;
  let step: Pending | undefined;
  const go = (next: Pending | undefined): void => {
    step = next;
  };
  const climb = (stream: ByteStream, [layer, ...above]: readonly Layer[]): void => {
    if (layer === undefined) {
      const options = { ...request.options, startedAt: limit.startedAt };
      client.connect(stream, options, (accepted) => {
        if (cancelled) return;
        done(accepted.ok ? { client, sessionPresent: accepted.sessionPresent } : 'failed');
      });
      return;
    }
    const from = kernel.now;
    const opening = layer.open(stream, limit.at, (upper) => {
      go(undefined);
      if (layer.boundsItself) limit.discount(kernel.now - from);
      if (upper === undefined) fail();
      else climb(upper, above);
    });
    go(opening);
  };
  const resolving = network.resolve(host, (resolved) => {
    go(undefined);
    if (!resolved.ok || limit.hasPassed) {
      fail();
      return;
    }
    const connecting = connectWithin(request, resolved.address, (stream) => {
      go(undefined);
      if (stream === undefined) fail();
      else climb(stream, request.layers);
    });
    go(connecting);
  });
  go(resolving);
  return {
    cancel: () => {
      cancelled = true;
      step?.cancel();
      client.abort();
    },
  };
}

/** Connects as long as the attempt has time; undefined when it does not come about. */
function connectWithin(
  { kernel, network, port, limit }: OpenRequest,
  address: string,
  done: (stream: ByteStream | undefined) => void,
): Pending {
  const alarm = kernel.at(limit.at, () => {
    connecting.cancel();
    done(undefined);
  });
  const connecting = network.connect({ address, port }, (connected) => {
    alarm.cancel();
    done(connected.ok ? connected.stream : undefined);
  });
  return {
    cancel: () => {
      alarm.cancel();
      connecting.cancel();
    },
  };
}

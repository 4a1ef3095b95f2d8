import { millisecond, type Instant, type Kernel, type Values } from '@w800/kernel';
import type { ConnectOptions, MqttClient, MqttFigures } from '@w800/mqtt';
import type { Network, Pending } from '@w800/ports';

export interface OpenRequest {
  readonly kernel: Kernel;
  readonly figures: Values<MqttFigures>;
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  readonly options: ConnectOptions;
  /** When the attempt began; its limit counts from there. */
  readonly startedAt: Instant;
}

/** The client that was accepted, with what CONNACK said of a kept session; or none was. */
export type OpenOutcome =
  | { readonly client: MqttClient; readonly sessionPresent: boolean }
  | 'failed';

/**
 * Name, TCP connection, CONNECT and CONNACK, one after the other. The limit of
 * the attempt bounds all but the name. `done` is called once, unless the
 * attempt is cancelled; a cancelled one leaves nothing behind.
 */
export function openConnection(
  request: OpenRequest,
  client: MqttClient,
  done: (outcome: OpenOutcome) => void,
): Pending {
  const { kernel, network, host, port, startedAt } = request;
  const options = { ...request.options, startedAt };
  let cancelled = false;
  let step: Pending | undefined = network.resolve(host, (resolved) => {
    step = undefined;
    const limitAt = limitOf(request);
    if (!resolved.ok || kernel.now >= limitAt) {
      done('failed');
      return;
    }
    const limit = kernel.at(limitAt, () => {
      step?.cancel();
      step = undefined;
      done('failed');
    });
    const connecting = network.connect({ address: resolved.address, port }, (connected) => {
      step = undefined;
      limit.cancel();
      if (!connected.ok) {
        done('failed');
        return;
      }
      client.connect(connected.stream, options, (accepted) => {
        if (cancelled) return;
        done(accepted.ok ? { client, sessionPresent: accepted.sessionPresent } : 'failed');
      });
    });
    step = {
      cancel: () => {
        limit.cancel();
        connecting.cancel();
      },
    };
  });
  return {
    cancel: () => {
      cancelled = true;
      step?.cancel();
      client.abort();
    },
  };
}

/** When an attempt is given up, whatever it waits for then. */
export function limitOf({ figures, startedAt }: OpenRequest): Instant {
  return startedAt + figures.connackLimitMs * millisecond;
}

import type { Kernel } from '@w800/kernel';
import type { ConnectOptions, MqttClient } from '@w800/mqtt';
import type { Network, Pending } from '@w800/ports';

export interface OpenRequest {
  readonly kernel: Kernel;
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  readonly client: MqttClient;
  readonly options: ConnectOptions;
}

/** The session is up, with what CONNACK said of a kept one; or it is not. */
export type OpenOutcome = { readonly sessionPresent: boolean } | 'failed';

/**
 * Name, TCP connection, CONNECT and CONNACK, one after the other; the client's
 * limit counts from now. `done` is called once, unless the attempt is
 * cancelled; a cancelled one leaves nothing behind.
 */
export function openConnection(
  request: OpenRequest,
  done: (outcome: OpenOutcome) => void,
): Pending {
  const { network, client, host, port } = request;
  const options = { ...request.options, startedAt: request.kernel.now };
  let step: Pending | undefined;
  let cancelled = false;

  step = network.resolve(host, (resolved) => {
    step = undefined;
    if (!resolved.ok) {
      done('failed');
      return;
    }
    step = network.connect({ address: resolved.address, port }, (connected) => {
      step = undefined;
      if (!connected.ok) {
        done('failed');
        return;
      }
      client.connect(connected.stream, options, (accepted) => {
        if (!cancelled) done(accepted.ok ? accepted : 'failed');
      });
    });
  });
  return {
    cancel: () => {
      cancelled = true;
      step?.cancel();
      client.abort();
    },
  };
}

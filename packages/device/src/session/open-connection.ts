import { second, type Kernel } from '@w800/kernel';
import type { ConnectOptions, MqttClient } from '@w800/mqtt';
import type { Network, Pending } from '@w800/ports';

export interface OpenRequest {
  readonly kernel: Kernel;
  readonly network: Network;
  readonly host: string;
  readonly port: number;
  readonly client: MqttClient;
  readonly options: ConnectOptions;
  /** Limit on the whole, from the first name query to CONNACK. */
  readonly limitSeconds: number;
}

/** The session is up, with what CONNACK said of a kept one; or it is not. */
export type OpenOutcome = { readonly sessionPresent: boolean } | 'failed';

/**
 * Name, TCP connection, CONNECT and CONNACK, one after the other. `done` is
 * called once; a cancelled attempt leaves nothing behind.
 */
export function openConnection(
  request: OpenRequest,
  done: (outcome: OpenOutcome) => void,
): Pending {
  const { kernel, network, client } = request;
  let step: Pending | undefined;

  function finish(outcome: OpenOutcome): void {
    limit.cancel();
    done(outcome);
  }
  function cancel(): void {
    limit.cancel();
    step?.cancel();
    client.abort();
  }
  const limit = kernel.after(request.limitSeconds * second, () => {
    cancel();
    done('failed');
  });

  step = network.resolve(request.host, (resolved) => {
    if (!resolved.ok) return finish('failed');
    step = network.connect({ address: resolved.address, port: request.port }, (connected) => {
      step = undefined;
      if (!connected.ok) return finish('failed');
      client.connect(connected.stream, request.options, (accepted) => {
        finish(accepted.ok ? { sessionPresent: accepted.sessionPresent } : 'failed');
      });
    });
  });
  return { cancel };
}

import { suites } from '@w800/tls';
import { BrokerError, checkNumber } from './broker-error.ts';
import type { ListenerOptions } from './listener-options.ts';
import type { TlsServing } from './tls-serving.ts';

const portMax = 65_535;
const fragmentBytesMax = 1_048_576;
const recordBytesMin = 512;
const recordBytesMax = 16_384;

/** @throws BrokerError for a listener that makes no sense. @returns the same */
export function checkListener(options: ListenerOptions): ListenerOptions {
  const { port, tls, websocket } = options;
  checkNumber('the port', port, 1, portMax);
  if (tls !== undefined) checkTls(tls);
  const { fragmentBytes = 1, status = 200, closeCode = 1_000 } = websocket?.misbehaviour ?? {};
  checkNumber('fragmentBytes', fragmentBytes, 1, fragmentBytesMax);
  checkNumber('the HTTP status', status, 200, 599);
  checkNumber('the close code', closeCode, 1_000, 4_999);
  return options;
}

function checkTls({ identities, suites: names = [], ...serving }: TlsServing): void {
  checkNumber(
    'recordBytesMax',
    serving.recordBytesMax ?? recordBytesMax,
    recordBytesMin,
    recordBytesMax,
  );
  if (identities.length === 0) {
    throw new BrokerError(
      'BROKER_BAD_LISTENER',
      'a listener that speaks TLS has no certificate to show',
      'give it one identity at least',
    );
  }
  const unknown = names.find((name) => suites.every((suite) => suite.name !== name));
  if (unknown === undefined) return;
  throw new BrokerError(
    'BROKER_BAD_LISTENER',
    `there is no suite "${unknown}"`,
    `name some of ${suites.map(({ name }) => name).join(', ')}`,
  );
}

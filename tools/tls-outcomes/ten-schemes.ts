import { createTwin, type Twin } from '@w800/scenario';

import { endAttempt, makeReady } from './make-ready.ts';
import { schemes, transportOf, type Scheme } from './schemes.ts';
import { host, ports, usualModule, worldOf } from './usual-world.ts';

/** What a session of a scheme took, in virtual time. */
export interface SchemeRun {
  readonly scheme: Scheme;
  readonly connectNs: number;
  /** A publish of QoS 1, from its line to OK. */
  readonly publishNs: number;
  /** A message of QoS 1, from the broker to the end of what the module prints. */
  readonly receiveNs: number;
}

const certified = { tls: { clientCertificate: 'required', trust: 'authority' } } as const;

/**
 * Connects, publishes and receives with every scheme; those that show a
 * certificate at a broker that wants one.
 * @throws StepFailure when anything is not as it should be
 */
export async function tenSchemes(): Promise<readonly SchemeRun[]> {
  const { all, presenting } = schemes;
  const asked = await runAll(presenting, certified);
  const others = all.filter((scheme) => !presenting.some((one) => one === scheme));
  const runs = [...(await runAll(others, {})), ...asked];
  return runs.toSorted((one, other) => one.scheme - other.scheme);
}

async function runAll(
  which: readonly Scheme[],
  situation: Partial<typeof certified>,
): Promise<readonly SchemeRun[]> {
  const twin = await createTwin({ world: worldOf(situation), module: usualModule });
  const runs: SchemeRun[] = [];
  try {
    await makeReady(twin);
    for (const scheme of which) runs.push(await run(twin, scheme));
  } finally {
    await twin.close();
  }
  return runs;
}

async function run(twin: Twin, scheme: Scheme): Promise<SchemeRun> {
  await twin.exchange(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
  const port = ports[transportOf(scheme)];
  const connectNs = await duration(twin, () =>
    twin.exchange(`AT+MQTTCONN=0,"${host}",${port},0`, 'OK', { within: '20s' }),
  );
  await twin.exchange('AT+MQTTSUB=0,"down",1');
  const publishNs = await duration(twin, () => twin.exchange('AT+MQTTPUB=0,"up","17",1,0'));
  await twin.received({ topic: 'up', payload: new TextEncoder().encode('17') });
  const receiveNs = await duration(twin, async () => {
    twin.publish({ topic: 'down', payload: 'on', qos: 1 });
    await twin.expect('+MQTTSUBRECV:0,"down",2,on');
  });
  await endAttempt(twin);
  return { scheme, connectNs, publishNs, receiveNs };
}

async function duration(twin: Twin, work: () => Promise<void>): Promise<number> {
  const from = twin.kernel.now;
  await work();
  return twin.kernel.now - from;
}

import { Kernel } from '@w800/kernel';
import { createTwin, type Twin } from '@w800/scenario';

import { moduleTrace } from './module-trace.ts';
import { endAttempt, makeReady } from './make-ready.ts';
import type { Outcome } from './outcome.ts';
import { otherTransport, transportOf, type Scheme } from './schemes.ts';
import type { Situation } from './situation.ts';
import { host, ports, usualModule, worldOf } from './usual-world.ts';

/** What an attempt is made with, beside the situation. */
export interface Circumstances {
  /** Default: every scheme the situation is about. */
  readonly schemes?: readonly Scheme[];
  /** What the clocks of the world show at the beginning. Default: the usual day. */
  readonly time?: string;
}

/** Has a module connect with one scheme after the other, in virtual time. */
export async function trySituation(
  situation: Situation,
  { schemes = situation.about, time }: Circumstances = {},
): Promise<readonly Outcome[]> {
  if (situation.isToldOnce !== true) return tryInTurn(situation, schemes, time);
  const outcomes: Outcome[] = [];
  for (const scheme of schemes) outcomes.push(...(await tryInTurn(situation, [scheme], time)));
  return outcomes;
}

/** Everything in one world, which takes far less time than one each. */
async function tryInTurn(
  situation: Situation,
  schemes: readonly Scheme[],
  time: string | undefined,
): Promise<readonly Outcome[]> {
  const kernel = new Kernel({ seed: 0 });
  const said = moduleTrace(kernel.trace);
  const world = worldOf(situation, time);
  const twin = await createTwin({ kernel, world, module: situation.module ?? usualModule });
  const outcomes: Outcome[] = [];
  try {
    await makeReady(twin, situation);
    for (const scheme of schemes) {
      const from = said.length;
      const attempt = await tryScheme(twin, situation, scheme);
      outcomes.push({ scheme, ...attempt, said: said.slice(from) });
      await endAttempt(twin);
    }
  } finally {
    await twin.close();
  }
  return outcomes;
}

async function tryScheme(
  twin: Twin,
  situation: Situation,
  scheme: Scheme,
): Promise<Pick<Outcome, 'connected' | 'durationNs'>> {
  const { alpn = [], fault, closeCode, isOtherPort = false } = situation;
  await twin.exchange(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
  const offered = alpn.map((name) => `,"${name}"`).join('');
  if (alpn.length > 0) await twin.exchange(`AT+MQTTALPN=0,${alpn.length}${offered}`);
  if (fault !== undefined) await twin.fault(fault);
  const transport = transportOf(scheme);
  const port = ports[isOtherPort ? otherTransport(transport) : transport];
  const from = twin.kernel.now;
  const line = `AT+MQTTCONN=0,"${host}",${port},0`;
  await twin.exchange(line, [{ regex: '^(?<answer>OK|ERROR)$' }], { within: '90s' });
  const durationNs = twin.kernel.now - from;
  const connected = twin.variables.get('answer') === 'OK';
  if (closeCode !== undefined) {
    twin.broker().webSocket().closeWith(closeCode);
    await twin.expect('+MQTTDISCONNECTED:0');
  }
  return { connected, durationNs };
}

import type { Outcome } from '../../tls-outcomes/outcome.ts';
import type { Scheme } from '../../tls-outcomes/schemes.ts';
import { situations } from '../../tls-outcomes/situations.ts';
import type { Heard } from '../heard.ts';
import type { LiveCheck } from '../live-check.ts';
import type { LocalMosquitto } from '../local-mosquitto.ts';
import { tally } from '../tally.ts';
import { LiveModule } from '../tls/live-module.ts';
import { OutcomeProgram } from '../tls/outcome-program.ts';
import { isReal, RealServers, type RealSituation } from '../tls/real-servers.ts';

const modules = 6;
/** How far a time may be from that in the twin's world. Its links are longer; machines are busy. */
const fasterSecondsMax = 0.5;
const slowerSecondsMax = 5;

interface Attempt {
  readonly situation: RealSituation;
  readonly scheme: Scheme;
}

interface Result extends Attempt {
  readonly connected: boolean;
  readonly seconds: number;
}

/** Every situation that something on this machine produces, and its outcome in the twin's world. */
export const tlsOutcomesCheck: LiveCheck = {
  name: 'TLS outcomes at real servers',
  needs: ['mosquitto', 'openssl'],
  limitSeconds: 150,
  async run(stage) {
    const real = Object.values(situations).flat().filter(isReal);
    const program = await OutcomeProgram.start(stage, real);
    const { folder } = program;
    const servers = await RealServers.start(stage, real, folder);
    const [holder] = real;
    if (holder === undefined) throw new Error('there is no situation');
    const inLanes = async (list: readonly RealSituation[], count: number, isClockUnset = false) => {
      const waiting = list.flatMap(attemptsOf);
      const lane = async (): Promise<readonly Result[]> => {
        const module = await LiveModule.start(stage, folder, holder, { isClockUnset });
        const results: Result[] = [];
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          results.push({ ...next, ...(await attempt(module, servers, next)) });
        }
        await module.end();
        return results;
      };
      return (await Promise.all(Array.from({ length: count }, lane))).flat();
    };
    const [early, late] = await Promise.all([
      inLanes(real.filter(needsNoClock), 1, true),
      inLanes(
        real.filter((one) => !needsNoClock(one)),
        modules - 1,
      ),
    ]);
    const results = [...early, ...late];
    servers.close();
    const outcomes = await program.outcomes();
    const wrong = results.flatMap((result) => differences(result, outcomes));
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    const alerts = await alertsAt(servers.mosquitto, results, outcomes);
    return summary(results, alerts);
  },
};

function needsNoClock({ isClockUnset = false }: RealSituation): boolean {
  return isClockUnset;
}

/** The long ones first. Every scheme with a good certificate is a check of its own. */
function attemptsOf(situation: RealSituation): readonly Attempt[] {
  const { name, real } = situation;
  const which = name === 'good' ? real.schemes.slice(0, 1) : real.schemes;
  return which.map((scheme) => ({ situation, scheme }));
}

async function attempt(
  module: LiveModule,
  servers: RealServers,
  { situation, scheme }: Attempt,
): Promise<Pick<Result, 'connected' | 'seconds'>> {
  const result = await module.connect(scheme, servers.portFor(situation, scheme), situation.alpn);
  await servers.sawAttempt(situation);
  const isSentAway = result.connected && situation.closeCode !== undefined;
  if (isSentAway) await module.host.heard.until('+MQTTDISCONNECTED:0\r\n');
  await module.host.ask('AT+MQTTCLEAN=0');
  return result;
}

/** What is not as in the twin's world. */
function differences(
  { situation, scheme, connected, seconds }: Result,
  outcomes: ReadonlyMap<string, readonly Outcome[]>,
): readonly string[] {
  const virtual = outcomeOf(outcomes, situation.name, scheme);
  const attempted = `${situation.name}, scheme ${scheme}`;
  const expected = virtual.durationNs / 1_000_000_000;
  const verdicts = [virtual.connected, situation.connects.includes(scheme)];
  if (verdicts.some((verdict) => verdict !== connected))
    return [`${attempted}: connected is ${connected}`];
  if (seconds >= expected - fasterSecondsMax && seconds <= expected + slowerSecondsMax) return [];
  return [
    `${attempted}: it took ${seconds.toFixed(2)} s, and ${expected.toFixed(2)} s in the twin`,
  ];
}

function outcomeOf(
  outcomes: ReadonlyMap<string, readonly Outcome[]>,
  name: string,
  scheme: Scheme,
): Outcome {
  const found = outcomes.get(name)?.find((one) => one.scheme === scheme);
  if (found === undefined) throw new Error(`${name} was not tried with scheme ${scheme}`);
  return found;
}

/** @throws when mosquitto got other alerts than the module sends in the twin's world */
async function alertsAt(
  mosquitto: LocalMosquitto,
  results: readonly Result[],
  outcomes: ReadonlyMap<string, readonly Outcome[]>,
): Promise<string> {
  const sent = results
    .filter(({ situation: { real } }) => real.by === 'mosquitto')
    .flatMap(({ situation: { name }, scheme }) => outcomeOf(outcomes, name, scheme).said)
    .flatMap((said) => /^alert (\w+) out$/.exec(said)?.[1] ?? [])
    .map((name) => name.replaceAll('_', ' '));
  // Once it has ended it says nothing more.
  await mosquitto.kill();
  const got = await alertsIn(mosquitto.heard);
  const [expected, found] = [sent, got].map((names) => tally(names.toSorted()));
  if (expected !== found) throw new Error(`mosquitto got ${found}, and not ${expected}`);
  return found ?? '';
}

async function alertsIn(heard: Heard): Promise<readonly string[]> {
  const got: string[] = [];
  for (;;) {
    // Some of its sentences have a full stop.
    const [text, name] = await heard.until(/ alert ([a-z ]+)\.?\n|$/);
    if (text === '') return got;
    got.push(name ?? '');
  }
}

function summary(results: readonly Result[], alerts: string): string {
  const verdicts = tally(results.map(({ connected }) => (connected ? 'OK' : 'ERROR')));
  const servers = tally(results.map(({ situation: { real } }) => real.by));
  const names = new Set(results.map(({ situation: { name } }) => name));
  return (
    `${results.length} attempts in ${names.size} situations (${servers}): ${verdicts}, each as ` +
    `in the twin's world; mosquitto got the alerts of it: ${alerts}`
  );
}

import type { Action } from './action.ts';
import { ObligationBench } from './obligation-bench.ts';
import { Performer } from './perform.ts';
import { lastingOwners } from '../../session/lasting-owners.ts';

const settleMs = 15_000;
/** By then every stream that was given up is gone, and its memory free. */
const oblivionMs = 75_000;
const seconds = { addressed: 20, back: 60 };

/**
 * Boots a module, does all that the sequence says, heals everything, and sees
 * whether every obligation is met in the end.
 * @param counts what to count into, over all runs
 * @throws Error with the story, when one is not
 */
export async function runObligations(
  sequence: readonly Action[],
  counts: Map<string, number>,
): Promise<void> {
  const bench = new ObligationBench(counts);
  await bench.boot();
  const heapBefore = heapOf(bench);
  const performer = new Performer(bench);
  for (const action of sequence) await performer.perform(action);
  await heal(bench);
  await comeBack(bench);
  await settle(bench, performer);
  await bench.ask({ kind: 'clean' }, 'AT+MQTTCLEAN=0');
  await bench.pass(oblivionMs);
  bench.journal.must(bench.host.busyDue === 0, 'busy was not said');
  const heapAfter = heapOf(bench);
  bench.journal.must(heapAfter === heapBefore, `the heap was ${heapBefore} and is ${heapAfter}`);
  bench.journal.count('runs');
}

/** From here on nothing is in the way any more. */
async function heal(bench: ObligationBench): Promise<void> {
  const { broker, medium } = bench;
  bench.journal.note('-- heal');
  broker.faults.clear();
  broker.chunkBytesMax = 1_460;
  medium.server = 'accepts';
  medium.sound();
  broker.resume();
  await bench.free();
  await bench.until('WIFI GOT IP', seconds.addressed, () => bench.host.addressed);
  // What is late has come by then, and outages that were still to end have ended.
  await bench.pass(settleMs);
}

/** A session that comes back by itself does so now, with all that was left unfinished. */
async function comeBack(bench: ObligationBench): Promise<void> {
  const { broker, host, journal } = bench;
  if (host.reconnect === 0 || (host.phase !== 'up' && host.phase !== 'lost')) return;
  const { connection } = broker;
  if (connection !== undefined) {
    connection.cut('rst');
    await bench.until('DISCONNECTED', 1, () => host.phase === 'lost');
  }
  await bench.until('CONNECTED', seconds.back, () => host.phase === 'up');
  await bench.pass(settleMs);
  journal.must(bench.wire.unfinishedPayloads.length === 0, 'an exchange was not finished');
  const { outgoing } = broker.session ?? journal.broken('the broker has no session');
  journal.must(outgoing.size === 0, 'a message of the broker is still on its way');
  journal.count('came back and finished everything');
}

/** Everything has been answered and printed, and the session works. */
async function settle(bench: ObligationBench, performer: Performer): Promise<void> {
  const { host, inbound, wire } = bench;
  await bench.pass(settleMs);
  const live = host.phase === 'up';
  inbound.settled(live);
  wire.settled();
  if (!live) return;
  checkTopics(bench);
  await performer.perform({ do: 'state' });
  await performer.perform({ do: 'topics' });
  for (const qos of [0, 1, 2] as const) await performer.publishOk(qos);
}

/** What the module holds for subscribed the broker does too. */
function checkTopics({ broker: { session }, subscriptions, journal }: ObligationBench): void {
  if (session?.announced === false) {
    // The CONNACK that said so was lost: the module takes it for the old one, topics and all.
    journal.count('new session taken for a kept one');
    return;
  }
  for (const topic of subscriptions.remembered.keys()) {
    const known = session?.subscriptions.has(topic) === true || subscriptions.doubtful.has(topic);
    journal.must(known, `the broker knows nothing of the topic ${topic}`);
  }
}

function heapOf(bench: ObligationBench): string {
  const lasting = [...bench.module.heap.owners()].filter(
    ([owner, bytes]) => bytes > 0 && !lastingOwners.includes(owner),
  );
  return lasting
    .map(([owner, bytes]) => `${owner} ${bytes}`)
    .toSorted()
    .join(', ');
}

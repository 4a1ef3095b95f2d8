import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandDescriptions } from './command-descriptions.ts';
import { latin1 } from './show-bytes.ts';
import { brokerHost, LiveTerminal } from './testing/live-terminal.ts';

/** As many cases as asked for, or else as few as a usual run has the time for. */
const numRuns = fc.readConfigureGlobal().numRuns ?? 50;

const examples = (await commandDescriptions())
  // A line that changes the line itself would only show that the host has not followed.
  .filter(({ name }) => !name.startsWith('AT+UART'))
  .flatMap(({ forms, example }) => [
    ...forms.filter(({ form }) => form !== 'set').map(({ syntax }) => syntax),
    ...(example === undefined ? [] : [example]),
  ]);
const configure = 'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""';
const connect = `AT+MQTTCONN=0,"${brokerHost}",1883,1`;
const sessionLines = [
  configure,
  connect,
  'AT+MQTTSUB=0,"topic",1',
  'AT+MQTTPUB=0,"topic","hello",2,0',
  'AT+MQTTPUBRAW=0,"topic",7,1,0',
  'AT+MQTTLONGPASSWORD=0,40',
];

const bytes = fc.uint8Array({ maxLength: 30 }).map((all) => latin1(all));
const signs = fc.constantFrom('\r\n', '\r', '\n', '"', ',', '\\', '=', '?', '\0', '+++', 'AT', '>');
const long = fc.integer({ min: 250, max: 1500 }).map((count) => 'y'.repeat(count));
/** A line as it should be, or without its end, or with a byte too many. */
const typedLine = (lines: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...lines),
      fc.oneof({ weight: 8, arbitrary: fc.constant('\r\n') }, fc.constantFrom('', '"\r\n', '\n')),
    )
    .map((parts) => parts.join(''));
const pauseMs = fc.oneof(
  fc.constantFrom(0, 0, 1),
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(500, 3000, 12_000),
);
const typing = (lines: readonly string[]) =>
  fc.array(
    fc.record({
      text: fc.oneof(
        { weight: 4, arbitrary: typedLine(lines) },
        { weight: 2, arbitrary: bytes },
        { weight: 2, arbitrary: signs },
        { weight: 1, arbitrary: long },
      ),
      cut: fc.nat(40),
      pauseMs,
    }),
    { maxLength: 30 },
  );

type Typing = readonly { readonly text: string; readonly cut: number; readonly pauseMs: number }[];

/** Types piece by piece, each piece in two chunks with the pause between them. */
async function typeAll(terminal: LiveTerminal, pieces: Typing): Promise<void> {
  for (const { text, cut, pauseMs: pause } of pieces) {
    terminal.type(text.slice(0, cut));
    await terminal.run(pause);
    terminal.type(text.slice(cut));
    await terminal.run(pause);
  }
}

test('CORE-02, CORE-16: whatever is typed, whenever, the module gets in step again', async () => {
  await fc.assert(
    fc.asyncProperty(typing([...examples, ...sessionLines, ...sessionLines]), async (pieces) => {
      const terminal = await LiveTerminal.open();
      try {
        await typeAll(terminal, pieces);
        await terminal.getInStep();
        const { lines, replies, busies, restarts } = terminal.counts;
        // A restart may come between a line and its answer.
        expect(replies + busies).toBeLessThanOrEqual(lines);
        expect(replies + busies + restarts).toBeGreaterThanOrEqual(lines);
      } finally {
        await terminal.close();
      }
    }),
    { numRuns },
  );
});

test('CORE-16: every line gets exactly one answer, and MQTTCLEAN leaves nothing on the heap', async () => {
  const ofSession = examples.filter((line) => line.startsWith('AT+MQTT'));
  const lines = [...ofSession, ...sessionLines, ...sessionLines, ...sessionLines];
  const beginnings = fc.constantFrom([], [configure], [configure, connect]);
  await fc.assert(
    fc.asyncProperty(beginnings, typing(lines), async (beginning, pieces) => {
      const terminal = await LiveTerminal.open();
      try {
        // The first connection starts a task that stays.
        await terminal.ask(configure);
        await terminal.ask(connect);
        await terminal.ask('AT+MQTTCLEAN=0', 300_000);
        const before = terminal.bench.heap.usedBytes;
        for (const line of beginning) await terminal.ask(line);
        await typeAll(terminal, pieces);
        await terminal.getInStep();
        await terminal.ask('AT+MQTTCLEAN=0', 300_000);
        const { lines: count, replies, busies, restarts } = terminal.counts;
        expect({ answers: replies + busies, restarts }).toEqual({ answers: count, restarts: 0 });
        expect(terminal.bench.heap.usedBytes).toBe(before);
      } finally {
        await terminal.close();
      }
    }),
    { numRuns },
  );
});

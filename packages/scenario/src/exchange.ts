import { encodeText } from './encode-text.ts';
import { expectInOrder } from './expect-in-order.ts';
import { showDuration } from './fields/duration.ts';
import type { Expectation } from './fields/expectation.ts';
import { dataCodes, finalCodes } from './final-code.ts';
import type { HostDriver } from './host-driver.ts';
import { decodeBytes } from './show-bytes.ts';
import { StepFailure } from './step-failure.ts';

const crLf = '\r\n';
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * Types a command line, CR LF added, and waits for its outcome.
 * @param expectations in order; `OK` is due even when they name no final code;
 *   an empty list waits for nothing
 * @throws StepFailure
 */
export function exchange(
  host: HostDriver,
  text: string,
  expectations: readonly Expectation[] = ['OK'],
  withinNs: number = host.withinNs,
): Promise<void> {
  const bytes = encodeText(text + crLf);
  return typeAndExpect(host, bytes, crLf.length, expectations, withinNs);
}

/** Types bytes as they are, and waits as `exchange` does. */
export function exchangeBytes(
  host: HostDriver,
  bytes: Uint8Array,
  expectations: readonly Expectation[] = ['OK'],
  withinNs: number = host.withinNs,
): Promise<void> {
  return typeAndExpect(host, bytes, 0, expectations, withinNs);
}

function typeAndExpect(
  host: HostDriver,
  bytes: Uint8Array,
  hiddenBytes: number,
  expectations: readonly Expectation[],
  withinNs: number,
): Promise<void> {
  host.promptFloor = host.output.length;
  const { now } = host.bench.kernel;
  host.type(bytes, hiddenBytes);
  if (expectations.length === 0) return Promise.resolve();
  // Several lines in one write are answered while the later ones are still typed.
  const notBefore = lineEnds(bytes) > 1 ? now : Math.max(now, host.bench.serial.sentAt);
  return expectInOrder(host, expectations, withinNs, {
    codes: finalCodes,
    notBefore,
    implied: 'OK',
  });
}

function lineEnds(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at - 1] === carriageReturn) ends += 1;
  }
  return ends;
}

/**
 * Waits for the prompt, types the data, and waits for what is expected then.
 * @throws StepFailure
 */
export async function answerPrompt(
  host: HostDriver,
  data: Uint8Array,
  expectations: readonly Expectation[] = [],
  withinNs: number = host.withinNs,
): Promise<void> {
  const { kernel } = host.bench;
  const startedAt = kernel.now;
  const from = host.cursor;
  const prompt = await host.untilOutput(withinNs, () => findPrompt(host, from));
  if (prompt === undefined) {
    const message = `the prompt ">" did not come within ${showDuration(withinNs)}`;
    throw new StepFailure(message, '">"', host.got(from));
  }
  host.cursor = Math.max(host.cursor, prompt);
  host.promptFloor = host.output.length;
  host.type(data);
  if (expectations.length === 0) return;
  const notBefore = Math.max(kernel.now, host.bench.serial.sentAt);
  const remainingNs = startedAt + withinNs - kernel.now;
  const outcome = { codes: dataCodes, notBefore, implied: undefined };
  await expectInOrder(host, expectations, remainingNs, outcome);
}

/** The end of a prompt that came since the last line was typed and has not been answered. */
function findPrompt(host: HostDriver, from: number): number | undefined {
  const { output, promptFloor } = host;
  for (const line of output.lines.slice(output.lineIndexAfter(promptFloor))) {
    if (line.start < promptFloor) continue;
    if (line.prompt) return line.next;
    const code = decodeBytes(output.bytes(line.start, line.end));
    if (line.start < from || code === 'OK' || !finalCodes.some((known) => known === code)) continue;
    const message = `the module answered "${code}" where the prompt ">" was expected`;
    throw new StepFailure(message, '">"', host.got(from));
  }
  return undefined;
}

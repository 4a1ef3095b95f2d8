import { second } from '@w800/kernel';
import type { HeapMark } from '@w800/memory';
import { encodeText } from '../encode-text.ts';
import { exchange } from '../exchange.ts';
import { expectInOrder } from '../expect-in-order.ts';
import { asList, expectations } from '../fields/expectation.ts';
import { showDuration } from '../fields/duration.ts';
import type { HostDriver } from '../host-driver.ts';
import { StepFailure } from '../step-failure.ts';
import { answerLimit } from './answer-limit.ts';
import { commandOf, type CommandAnswer, type CommandWatch } from './command-watch.ts';
import { beyond, holdingsSince, type Holdings } from './holdings.ts';
import type { UsableLine } from './usable-sequence.ts';

/** Until then TCP has forgotten what was closed, and whoever polls has polled. */
const settleNs = 30 * second;
/** How often more is waited for, before what is held counts as leaked. */
const settlesMax = 4;
const answerNs = 15 * second;
/** In state 0 there is nothing to clean. */
const cleaned = asList(expectations.parse({ regex: '^(OK|ERROR)$' }));

/** What is done to a module when a scenario is over, in good order or not. */
export class AfterCare {
  private readonly host: HostDriver;
  private readonly watch: CommandWatch;
  private readonly mark: HeapMark;

  /** @param mark of when the module took commands for the first time */
  constructor(host: HostDriver, watch: CommandWatch, mark: HeapMark) {
    this.host = host;
    this.watch = watch;
    this.mark = mark;
  }

  /**
   * Lets the command under way come to its end, and gives it the data it asks for.
   * @param before how a line was answered when nothing failed
   * @returns what is wrong when it does not
   */
  async finishCommand(
    before: (line: string) => CommandAnswer | undefined,
  ): Promise<string | undefined> {
    const { host, watch } = this;
    for (;;) {
      const { running } = watch;
      if (running === undefined) return undefined;
      const limitNs = answerLimit(running.line, before(running.line));
      const remainingNs = Math.max(0, running.at + limitNs - host.bench.kernel.now);
      const seen = () => host.output.length + watch.answers.length;
      const state = await host.until(remainingNs, seen, () => {
        if (watch.running !== running) return 'answered';
        return this.asksForData() ? 'asks' : undefined;
      });
      if (state === undefined) return notAnswered(running.line, limitNs);
      if (state === 'asks') this.giveData(running.line);
    }
  }

  /**
   * Puts right whatever the scenario has broken, takes back what it has
   * forbidden, and switches the module on.
   * @returns what is wrong with a module that does not start
   */
  async calm(): Promise<string | undefined> {
    const { host } = this;
    const { bench } = host;
    host.dropGuards();
    host.faults.repair();
    for (const { end } of bench.brokers) {
      end.clearRules();
      end.mute(false);
      end.writes(undefined);
      if (!end.listens) end.start();
    }
    // What was typed and not ended would be the beginning of the next line.
    host.type(encodeText('\r\n'));
    await host.wait(second);
    host.cursor = host.output.length;
    return this.watch.isDown ? this.tried(() => this.powerCycle()) : undefined;
  }

  /** Ends the session, whether there is one or not. */
  async clean(): Promise<string | undefined> {
    return this.tried(() => exchange(this.host, 'AT+MQTTCLEAN=0', cleaned, answerNs));
  }

  /** @returns what does not work, if something does not */
  async use(lines: readonly UsableLine[]): Promise<string | undefined> {
    for (const { line, withinSeconds } of lines) {
      const wrong = await this.tried(() =>
        exchange(this.host, line, ['OK'], withinSeconds * second),
      );
      if (wrong !== undefined) return `${commandOf(line)}: ${wrong}`;
    }
    return undefined;
  }

  /** @returns what is wrong with a module that does not restart */
  async restart(): Promise<string | undefined> {
    const { host } = this;
    const ready = host.bench.readyLine ?? 'ready';
    const wrong = await this.tried(() => exchange(host, 'AT+RST', ['OK', ready], answerNs));
    return wrong === undefined ? undefined : this.tried(() => this.powerCycle());
  }

  /**
   * What is held when all is quiet.
   * @param usual what is held at this point when nothing has failed; as long as
   * it is more, some more time is left for it to go
   */
  async settled(usual?: Holdings): Promise<Holdings> {
    let held: Holdings = {};
    for (let waits = 0; waits < settlesMax; waits += 1) {
      await this.host.wait(settleNs);
      held = holdingsSince(this.mark);
      if (usual === undefined || beyond(held, usual).length === 0) break;
    }
    return held;
  }

  private async powerCycle(): Promise<void> {
    const { host } = this;
    host.bench.powerOff();
    await host.wait(second);
    host.output.breakOff();
    host.cursor = host.output.length;
    host.bench.powerOn();
    await expectInOrder(host, [host.bench.readyLine ?? 'ready'], answerNs);
  }

  private asksForData(): boolean {
    const { output, promptFloor } = this.host;
    return output.lines
      .slice(output.lineIndexAfter(promptFloor))
      .some(({ prompt, start }) => prompt && start >= promptFloor);
  }

  private giveData(line: string): void {
    const { host } = this;
    host.promptFloor = host.output.length;
    host.type(encodeText('x'.repeat(dataBytes(line))));
  }

  /** @returns why it has not worked */
  private async tried(attempt: () => Promise<void>): Promise<string | undefined> {
    try {
      await attempt();
      return undefined;
    } catch (error) {
      if (error instanceof StepFailure) return error.message;
      throw error;
    }
  }
}

function notAnswered(line: string, limitNs: number): string {
  return `${commandOf(line)} has no answer after ${showDuration(limitNs)}`;
}

/** How many bytes a command line has announced. */
function dataBytes(line: string): number {
  const raw = /^AT\+MQTTPUBRAW=\d+,"(?:[^"\\]|\\.)*",(\d+)/.exec(line);
  const long = /^AT\+MQTTLONG\w+=\d+,(\d+)/.exec(line);
  return Number((raw ?? long)?.[1] ?? 1);
}

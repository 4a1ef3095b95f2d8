import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrokerEnd } from '@w800/broker';
import { second } from '@w800/kernel';
import type { Attachment } from '@w800/live';
import { latin1, latin1Bytes } from '../../show-bytes.ts';
import { LiveTwin, type LiveTwinOptions } from '../live-twin.ts';
import { HurryingClock } from './hurrying-clock.ts';

/** For a machine that is busy with other things. */
const patienceNs = 150 * second;

/** Somebody who types at a module that lives in real time. */
export class LiveDesk {
  readonly twin: LiveTwin;
  /** Everything the module has said. */
  printed = '';
  /** What the user was told. */
  readonly notices: string[];
  private readonly attachment: Attachment;
  private readonly clock: HurryingClock;
  private read = 0;

  private constructor(twin: LiveTwin, clock: HurryingClock, notices: string[]) {
    this.twin = twin;
    this.clock = clock;
    this.notices = notices;
    const attached = twin.hub.attach({
      label: 'desk',
      deliver: (bytes) => {
        this.printed += latin1(bytes);
        // This is not an event, after which a run would look up.
        twin.stop();
      },
      closed: () => {},
    });
    if ('refused' in attached) throw new Error(attached.refused);
    this.attachment = attached;
  }

  static async open(options: LiveTwinOptions): Promise<LiveDesk> {
    const notices: string[] = [];
    const clock = new HurryingClock();
    const twin = await LiveTwin.open({
      pace: 'none',
      tell: (text) => notices.push(text),
      clock,
      ...options,
    });
    const desk = new LiveDesk(twin, clock, notices);
    await desk.hurried(() => desk.reads('ready\r\n'));
    return desk;
  }

  /** Does something that nobody outside has a part in, without waiting for it. */
  async hurried(action: () => Promise<void>): Promise<void> {
    this.clock.hurries = true;
    try {
      await action();
    } finally {
      this.clock.hurries = false;
    }
  }

  /** Lives until something holds. */
  async until(claim: string, holds: () => boolean): Promise<void> {
    const limit = this.twin.kernel.now + patienceNs;
    while (!holds()) {
      if ((await this.twin.run(limit, holds)) === 'stopped') continue;
      throw new Error(`waited in vain until ${claim}: ${this.printed.slice(-400)}`);
    }
  }

  /** Lives until the module has said this, behind what was read before. */
  async reads(text: string): Promise<void> {
    const found = (): number => this.printed.indexOf(text, this.read);
    await this.until(`it says ${JSON.stringify(text)}`, () => found() >= 0);
    this.read = found() + text.length;
  }

  async ask(line: string, answer = '\r\nOK\r\n'): Promise<void> {
    await this.types(`${line}\r\n`, answer);
  }

  async types(text: string, answer: string): Promise<void> {
    this.attachment.write(latin1Bytes(text));
    await this.reads(answer);
  }

  /** On the network of the access point every live twin has. */
  async join(): Promise<void> {
    await this.hurried(async () => {
      await this.ask('AT+CWMODE=1');
      await this.ask('AT+CWJAP="twin","12345678"');
    });
  }
}

/** Does something with a folder that is gone afterwards. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'w800-live-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A broker behind a real port: that of a twin nobody types at. */
export class LiveBroker {
  readonly port: number;
  readonly end: BrokerEnd;
  private readonly twin: LiveTwin;
  private readonly living: Promise<unknown>;

  private constructor(twin: LiveTwin, port: number) {
    this.twin = twin;
    this.port = port;
    this.end = twin.bench.brokers[0]?.end ?? twin.kernel.fail('a twin has a broker');
    this.living = twin.run();
  }

  static async open(): Promise<LiveBroker> {
    const twin = await LiveTwin.open();
    const { port } = await twin.openBrokerPort(0);
    return new LiveBroker(twin, port);
  }

  async close(): Promise<void> {
    await this.twin.close();
    await this.living;
  }
}

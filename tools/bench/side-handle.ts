import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A side of a comparison in a process of its own, so that neither slows the other. */
export class SideHandle {
  private readonly process;

  /** @param bundle the file of `side-process.ts`, bundled */
  constructor(bundle: string, name: string, qos: number) {
    this.process = fork(bundle, [name, String(qos)]);
  }

  /** Seconds this side needs for that many operations now. */
  async seconds(operations: number): Promise<number> {
    const ended = new AbortController();
    const { signal } = ended;
    this.process.send(operations);
    const failed = once(this.process, 'exit', { signal }).then(() => {
      throw new Error('a side of the comparison has ended');
    });
    try {
      const [seconds] = (await Promise.race([
        once(this.process, 'message', { signal }),
        failed,
      ])) as [number];
      return seconds;
    } finally {
      ended.abort();
      failed.catch(() => {});
    }
  }

  close(): void {
    this.process.kill();
  }
}

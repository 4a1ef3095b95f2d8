import { once } from 'node:events';
import { connect } from 'node:net';

import type { LiveCheck } from '../live-check.ts';

const mebibyte = 1024 * 1024;
const floodBytes = 10 * mebibyte;
const peakMiBMax = 300;

export const unreadFloodCheck: LiveCheck = {
  name: '10 MB from who never reads',
  needs: [],
  limitSeconds: 120,
  async run(stage) {
    const figures: string[] = [];
    for (const pace of ['none', 'real']) {
      const twin = await stage.serve('--tcp', '0', '--pace', pace);
      const socket = connect(twin.port('serial tcp'), '127.0.0.1').pause();
      await once(socket, 'connect');
      const startedMs = performance.now();
      const accepted = once(socket, 'drain');
      socket.write('AT+GMR\r\n'.repeat(floodBytes / 8));
      // At the line's rate it would take a quarter of an hour.
      if (pace === 'none') await accepted;
      const lastedMs = performance.now() - startedMs;
      const leftMs = performance.now();
      socket.destroy();
      const next = await stage.atTcp(twin);
      await next.resynchronise();
      const nextMs = Math.round(performance.now() - leftMs);
      await next.close();
      const peakMiB = Math.round(twin.peakMiB);
      if (peakMiB > peakMiBMax) throw new Error(`it took ${peakMiB} MiB of memory`);
      const endMs = await twin.end();
      const taken = pace === 'none' ? `taken in ${(lastedMs / 1000).toFixed(1)} s, ` : '';
      figures.push(
        `--pace ${pace}: ${taken}the next client answered ${nextMs} ms after it left, ` +
          `${peakMiB} MiB at most, ended in ${endMs} ms`,
      );
    }
    return figures.join('; ');
  },
};

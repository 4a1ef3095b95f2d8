import type { LiveCheck } from '../live-check.ts';

const ways = ['SIGINT', 'SIGTERM', 'SIGHUP', 'POST /stop'] as const;
/** More than is held on the way to the module. */
const flood = 'AT+GMR\r\n'.repeat(200_000);

export const unreadOutputCheck: LiveCheck = {
  name: 'the end of who is not read',
  needs: [],
  limitSeconds: 60,
  async run(stage) {
    const figures: string[] = [];
    for (const how of ways) {
      const twin = await stage.serveUnread('--pace', 'none');
      await twin.program.typed(flood);
      twin.program.type(flood);
      figures.push(`${how} ${await twin.end(how)} ms`);
    }
    return `--stdio with an output nobody reads: ${figures.join(', ')}`;
  },
};

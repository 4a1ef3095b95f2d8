import type { LiveCheck } from '../live-check.ts';
import { projectRoot } from '../program.ts';
import type { Stage } from '../stage.ts';

const script = `${projectRoot}tools/live/pyserial-session.py`;
const broker = '192.168.10.234';
const answerSeconds = '30';

/** pyserial over a pseudo terminal and over RFC 2217. */
export const pyserialChecks: readonly LiveCheck[] = [
  {
    name: 'pyserial over a PTY',
    needs: ['pyserial', '@lydell/node-pty'],
    limitSeconds: 120,
    async run(stage) {
      const link = `${stage.folder}/w800`;
      const twin = await stage.serve('--pty', link);
      const measured = await session(stage, link);
      await twin.end();
      return measured;
    },
  },
  {
    name: 'pyserial over rfc2217://',
    needs: ['pyserial'],
    limitSeconds: 120,
    async run(stage) {
      const twin = await stage.serve('--rfc2217', '0');
      const url = `rfc2217://127.0.0.1:${twin.port('serial rfc2217')}`;
      const measured = await session(stage, url);
      // The three lines at the wrong rate were garbage, and the user was told why.
      await twin.program.heard.until('finding uart.settings-differ: the host was set to ');
      await twin.end();
      return measured;
    },
  },
];

async function session(stage: Stage, url: string): Promise<string> {
  const program = stage.start(stage.python, script, url, broker, answerSeconds);
  await program.succeed();
  const [line] = await program.heard.until(/\S.*$/m);
  return line;
}

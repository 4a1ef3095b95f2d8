import type { LiveCheck } from '../live-check.ts';

const escape = '\u0001';

export const picocomCheck: LiveCheck = {
  name: 'picocom in a pseudo terminal',
  needs: ['picocom', '@lydell/node-pty'],
  limitSeconds: 60,
  async run(stage) {
    const link = `${stage.folder}/w800`;
    const twin = await stage.serve('--pty', link);
    const command = `picocom --baud 115200 --omap crcrlf ${link}`;
    for (const answer of [/\+CWMODE:1\s+OK/, /AT version:\S+[^]*\sOK\s/]) {
      const picocom = stage.start(
        'script',
        '--quiet',
        '--return',
        '--command',
        command,
        '/dev/null',
      );
      await picocom.heard.until('Terminal ready');
      picocom.type(answer.source.includes('CWMODE') ? 'AT+CWMODE?\r' : 'AT+GMR\r');
      await picocom.heard.until(answer);
      picocom.type(`${escape}\u0018`);
      await picocom.heard.until('Thanks for using picocom');
      await picocom.succeed();
    }
    await twin.end();
    return 'typed and answered in two sessions, ended with exit code 0';
  },
};

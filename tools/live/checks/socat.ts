import type { Dialogue } from '../dialogue.ts';
import type { LiveCheck } from '../live-check.ts';

/** socat between TCP and a terminal, both ways round. */
export const socatChecks: readonly LiveCheck[] = [
  {
    name: 'socat makes a terminal of TCP',
    needs: ['socat', 'serialport'],
    limitSeconds: 60,
    async run(stage) {
      const twin = await stage.serve('--tcp', '0');
      const link = `${stage.folder}/tty`;
      const from = `PTY,link=${link},rawer`;
      const to = `TCP:127.0.0.1:${twin.port('serial tcp')}`;
      const socat = stage.start('socat', '-d', '-d', from, to);
      await socat.heard.until('starting data transfer loop');
      const host = await stage.atTerminal(link);
      const count = await versions(host);
      await host.close();
      socat.kill();
      await socat.ended;
      await twin.end();
      return `${count} x AT+GMR through TCP, socat and its terminal`;
    },
  },
  {
    name: 'socat makes TCP of a terminal',
    needs: ['socat', '@lydell/node-pty'],
    limitSeconds: 60,
    async run(stage) {
      const link = `${stage.folder}/w800`;
      const twin = await stage.serve('--pty', link);
      const from = 'TCP-LISTEN:0,bind=127.0.0.1';
      const socat = stage.start('socat', '-d', '-d', from, `${link},rawer,b115200`);
      const [, port] = await socat.heard.until(/listening on .*:(\d+)\n/);
      const host = await stage.atPort(Number(port));
      const count = await versions(host);
      await host.close();
      await socat.succeed();
      await twin.end();
      return `${count} x AT+GMR through the terminal, socat and its TCP port`;
    },
  },
];

async function versions(host: Dialogue): Promise<number> {
  const times = 20;
  for (let count = 0; count < times; count += 1) {
    host.type('AT+GMR\r\n');
    await host.heard.until(/AT version:.*\r\n[^]*?\r\nOK\r\n/);
  }
  return times;
}

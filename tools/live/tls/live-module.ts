import type { Scheme } from '../../tls-outcomes/schemes.ts';
import type { Situation } from '../../tls-outcomes/situation.ts';
import { certificatePaths } from '../../tls-outcomes/certificate-files.ts';
import type { Dialogue } from '../dialogue.ts';
import type { ServedTwin } from '../served-twin.ts';
import type { Stage } from '../stage.ts';

/** A served twin on the network of this machine, with the usual certificates in its slots. */
export class LiveModule {
  readonly host: Dialogue;
  private readonly twin: ServedTwin;

  private constructor(twin: ServedTwin, host: Dialogue) {
    this.twin = twin;
    this.host = host;
  }

  /** @param holder a situation whose certificates are there; all have the same in the slots */
  static async start(
    stage: Stage,
    folder: string,
    holder: Pick<Situation, 'name'>,
    { isClockUnset = false } = {},
  ): Promise<LiveModule> {
    const { certificate, key } = certificatePaths(folder, holder);
    const slots = ['--ca', certificate('authority'), '--cert', certificate('module')];
    const net = ['--tcp', '0', '--net', 'host', '--quiet'];
    const twin = await stage.serve(...net, ...slots, '--key', key('module'));
    const host = await stage.atTcp(twin);
    await host.join();
    if (!isClockUnset) await host.setClock();
    return new LiveModule(twin, host);
  }

  /** @returns the answer to `AT+MQTTCONN`, and how long it took */
  async connect(
    scheme: Scheme,
    port: number,
    alpn: readonly string[] = [],
  ): Promise<{ readonly connected: boolean; readonly seconds: number }> {
    const { host } = this;
    await host.ask(`AT+MQTTUSERCFG=0,${scheme},"twin-${port}-${scheme}","","",0,0,""`);
    const offered = alpn.map((name) => `,"${name}"`).join('');
    if (alpn.length > 0) await host.ask(`AT+MQTTALPN=0,${alpn.length}${offered}`);
    const startedMs = performance.now();
    const answer = await host.answer(`AT+MQTTCONN=0,"127.0.0.1",${port},0`);
    const seconds = (performance.now() - startedMs) / 1000;
    return { connected: answer === 'OK', seconds };
  }

  async end(): Promise<void> {
    await this.host.close();
    await this.twin.end();
  }
}

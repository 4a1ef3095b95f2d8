import { request } from 'node:http';
import { LiveError } from '../live-error.ts';
import type { ControlDetails } from './control-action.ts';
import { ControlRefusal } from './control-refusal.ts';
import type {
  BrokerState,
  ControlDone,
  ControlState,
  HeapState,
  RestartRequest,
} from './control-state.ts';

/**
 * Changes the surroundings of a served module, from any process of this
 * machine. Every method throws ControlRefusal for what cannot be done, and
 * LiveError LIVE_NO_CONTROL when nobody answers.
 */
export class ControlClient {
  /** `http://127.0.0.1:40123`, as `pnpm sim serve` prints it. */
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
  }

  /** Time, Wi-Fi, MQTT session, who is on the line. */
  async state(): Promise<ControlState> {
    return (await this.ask('GET', '/state')) as ControlState;
  }

  /** In bytes. */
  async heap(): Promise<HeapState> {
    return (await this.ask('GET', '/heap')) as HeapState;
  }

  /** The brokers of the world and who is connected. */
  async brokers(): Promise<readonly BrokerState[]> {
    const { brokers } = (await this.ask('GET', '/broker/clients')) as {
      readonly brokers: readonly BrokerState[];
    };
    return brokers;
  }

  /** The radio between module and access point: down, it is silent. */
  async link(state: 'down' | 'up'): Promise<ControlDone> {
    return this.act(`/link/${state}`);
  }

  /** The way behind the access point: down, it is silent; nothing is refused. */
  async uplink(state: 'down' | 'up'): Promise<ControlDone> {
    return this.act(`/uplink/${state}`);
  }

  /** The access points send the module away; it may come back. */
  async dropAccessPoint(): Promise<ControlDone> {
    return this.act('/access-point/drop');
  }

  /** Stops the brokers of the world or one of them, starts them, or drops connections. */
  async broker(
    what: 'stop' | 'start' | 'disconnect',
    details: ControlDetails = {},
  ): Promise<ControlDone> {
    return this.act(`/broker/${what}`, details);
  }

  /** The module's supply; `cycle` leaves it off for a second. What is stored stays. */
  async power(what: 'off' | 'on' | 'cycle'): Promise<ControlDone> {
    return this.act(`/power/${what}`);
  }

  /** A new module in a new world at the same ports. What is left out is as it was. */
  async restart(wanted: RestartRequest = {}): Promise<ControlDone> {
    return this.act('/restart', wanted);
  }

  /** Ends it, as SIGTERM does. */
  async stop(): Promise<ControlDone> {
    return this.act('/stop');
  }

  private async act(path: string, body: object = {}): Promise<ControlDone> {
    return (await this.ask('POST', path, body)) as ControlDone;
  }

  private async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await this.reach(method, path, text);
    const content = parsed(answer.text);
    if (answer.status === 200 && content !== undefined) return content;
    const refusal = typeof content === 'object' && content !== null ? content : {};
    const { error, fix = 'see what it has printed', nearest } = refusal as Partial<Refused>;
    const what = error ?? `it answered with ${answer.status}`;
    throw new ControlRefusal(answer.status, what, fix, { nearest });
  }

  private async reach(method: string, path: string, body: string): Promise<Answer> {
    try {
      return await exchange(`${this.url}${path}`, method, body);
    } catch (cause) {
      const fix = 'give the address that `pnpm sim serve` has printed, while it runs';
      throw new LiveError('LIVE_NO_CONTROL', `nobody answers at ${this.url}`, fix, { cause });
    }
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Refused {
  readonly error: string;
  readonly fix: string;
  readonly nearest: string;
}

function exchange(url: string, method: string, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

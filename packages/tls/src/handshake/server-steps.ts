import type { HandshakeFlow } from './handshake-flow.ts';
import type { ServerFault, ServerStep } from './server-fault.ts';
import type { TlsLink } from './tls-link.ts';

/** Something a server sends. */
export interface Step {
  readonly name: ServerStep;
  /** @param corrupt spoils what is sent, or does nothing */
  send(corrupt: (body: Uint8Array) => Uint8Array): void;
}

/** Sends step after step, and does what is to go wrong on the way. */
export class ServerSteps {
  private readonly flow: HandshakeFlow;
  private readonly link: TlsLink;
  private readonly faults: readonly ServerFault[];

  constructor(flow: HandshakeFlow, link: TlsLink, faults: readonly ServerFault[] = []) {
    this.flow = flow;
    this.link = link;
    this.faults = faults;
  }

  /** @param then what follows when all of them are sent */
  run(steps: readonly Step[], then: () => void): void {
    const [step, ...rest] = steps;
    if (this.flow.hasEnded) return;
    if (step === undefined) {
      this.flow.flush();
      then();
      return;
    }
    const faults = this.faults.filter(({ at }) => at === step.name);
    const delay = faults.find((fault) => fault.act === 'delay');
    const act = faults.find((fault) => fault.act !== 'delay');
    const go = (): void => {
      if (this.perform(step, act)) this.run(rest, then);
    };
    if (delay === undefined) {
      go();
      return;
    }
    this.flow.flush();
    this.flow.wait(delay.delayNs, go);
  }

  /** @returns whether the handshake goes on */
  private perform(step: Step, fault: ServerFault | undefined): boolean {
    switch (fault?.act) {
      case 'drop':
        return true;
      case 'close':
        this.flow.flush();
        this.flow.fail({ kind: 'closed' });
        return false;
      case 'reset':
        this.flow.flush();
        this.link.abort();
        this.flow.fail({ kind: 'closed' });
        return false;
      case 'silence':
        this.flow.flush();
        this.flow.fallSilent();
        return false;
      case 'alert':
        this.flow.alert(fault.alert);
        return false;
      default:
        step.send(fault === undefined ? unspoiled : spoiled);
        return true;
    }
  }
}

function unspoiled(body: Uint8Array): Uint8Array {
  return body;
}

/** The last byte is another, or there is one where none should be. */
function spoiled(body: Uint8Array): Uint8Array {
  const copy = new Uint8Array(Math.max(body.length, 1));
  copy.set(body);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 0xff;
  return copy;
}

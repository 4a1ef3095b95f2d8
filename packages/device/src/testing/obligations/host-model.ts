import type { ByteString } from '@w800/at';
import { second } from '@w800/kernel';
import { PendingCommand, type HostCommand, type SessionPhase } from './host-command.ts';
import type { HostEvents } from './host-reader.ts';
import type { InboundObligations } from './inbound-obligations.ts';
import type { Journal } from './journal.ts';
import type { OutboundObligations } from './outbound-obligations.ts';
import type { SubscriptionModel } from './subscription-model.ts';
import type { WireObligations } from './wire-obligations.ts';

export interface HostModelParts {
  readonly journal: Journal;
  readonly inbound: InboundObligations;
  readonly outbound: OutboundObligations;
  readonly subscriptions: SubscriptionModel;
  readonly wire: WireObligations;
  /** How often something was done that may delay or lose an answer. */
  readonly disturbances: () => number;
  /** Whether nothing that was done still has an effect. */
  readonly calm: () => boolean;
  /** The module has forgotten the session it had. */
  readonly forgotten: () => void;
  /** Heap bytes the MQTT code holds beyond its task. */
  readonly held: () => number;
  readonly type: (text: ByteString) => void;
}

const publishLimitSeconds = 10;

/** The host: what it was told, and whether every answer is one that can be. */
export class HostModel implements HostEvents {
  pending: PendingCommand | undefined;
  phase: SessionPhase = 0;
  reconnect = 0;
  /** Lines typed while a command ran, each to be answered `busy ...`. */
  busyDue = 0;
  ready = false;
  addressed = false;

  private readonly parts: HostModelParts;

  constructor(parts: HostModelParts) {
    this.parts = parts;
  }

  /** Types a command. */
  give(command: HostCommand, line: ByteString): void {
    const { journal, subscriptions, wire, outbound } = this.parts;
    journal.must(this.pending === undefined, 'the host types one command at a time');
    this.pending = new PendingCommand({
      command,
      line,
      typedAt: journal.kernel.now,
      phase: this.phase,
      disturbances: this.parts.disturbances(),
      changes: subscriptions.changes,
      calm: this.parts.calm(),
    });
    subscriptions.watch();
    if (command.kind === 'publish') {
      outbound.asked(command.message);
      wire.command = command.message;
    }
    journal.note(`host: ${line.slice(0, 60)}`);
    journal.count('commands');
  }

  /** The module lost its memory; what it was asked is not answered. */
  reset(): void {
    const { wire, inbound, subscriptions } = this.parts;
    this.pending = undefined;
    this.busyDue = 0;
    this.phase = 0;
    this.ready = false;
    this.addressed = false;
    wire.answered();
    this.parts.forgotten();
    wire.forget();
    inbound.reset();
    subscriptions.clear();
  }

  /** A line is typed in between. */
  interrupted(): void {
    this.busyDue += 1;
  }

  line(line: ByteString): void {
    const { journal } = this.parts;
    journal.note(`module: ${line.slice(0, 60)}`);
    if (line === '+MQTTDISCONNECTED:0') this.disconnected();
    else if (line.startsWith('+MQTTCONNECTED')) this.connected(line);
    else if (line === 'busy ...') {
      this.busyDue -= 1;
      journal.must(this.busyDue >= 0, 'busy, and nobody asked');
    } else if (line === 'ready') this.ready = true;
    else if (line === 'WIFI GOT IP') this.addressed = true;
    else if (line === 'WIFI DISCONNECT') this.addressed = false;
    else if (line === '+MQTTPUB:OK' || line === '+MQTTPUB:FAIL') {
      const isRaw = this.pending?.dataTyped === true;
      journal.must(isRaw, `${line}, and nobody published counted data`);
      this.answer(line === '+MQTTPUB:OK');
    } else if (line !== 'WIFI CONNECTED') {
      if (this.pending === undefined) return journal.broken(`a line nobody asked for: ${line}`);
      this.pending.lines.push(line);
    }
  }

  message(_topic: ByteString, payload: ByteString): void {
    this.parts.journal.note(`module: message ${payload.slice(0, 12)}`);
    const { inbound, wire } = this.parts;
    // What is printed has been read, though the module may not have said so to its peer.
    while (!inbound.expects(payload) && wire.current?.connection.advance() === true);
    inbound.print(payload);
  }

  prompt(): void {
    const { pending } = this;
    this.parts.journal.note('module: >');
    if (pending === undefined) return this.parts.journal.broken('a prompt nobody asked for');
    pending.prompted = true;
  }

  code(code: string): void {
    const { pending } = this;
    const { journal } = this.parts;
    journal.note(`module: ${code}`);
    if (pending === undefined && this.busyDue > 0 && code === 'OK') {
      // The command was over before the line that interrupts it had come.
      this.busyDue -= 1;
      return;
    }
    if (pending === undefined) return journal.broken(`${code}, and nothing was asked`);
    const { prompted } = pending;
    journal.must(!prompted, `${code} after the prompt of ${pending.line}`);
    journal.must(code === 'OK' || code === 'ERROR', `${code} for ${pending.line}`);
    this.answer(code === 'OK');
  }

  /** Types the data a prompt has asked for. */
  typeData(): void {
    const { pending } = this;
    if (pending?.command.kind !== 'publish' || pending.dataTyped) return;
    pending.dataTyped = true;
    this.parts.type(pending.command.message.payload);
  }

  private connected(line: ByteString): void {
    const { journal } = this.parts;
    journal.must(this.phase !== 'up', 'CONNECTED twice without DISCONNECTED');
    const wanted = `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",${this.reconnect}`;
    journal.must(line === wanted, `${line} is not ${wanted}`);
    const allowed = this.pending?.command.kind === 'open' || this.reconnect === 1;
    journal.must(allowed, 'CONNECTED, and nobody asked for a session');
    journal.must(this.phase !== 0, 'CONNECTED without a configuration');
    if (this.phase === 'lost') journal.count('reconnected');
    this.phase = 'up';
    journal.count('sessions');
    if (this.pending !== undefined) this.pending.connected += 1;
  }

  private disconnected(): void {
    const { journal } = this.parts;
    journal.must(this.phase === 'up', 'DISCONNECTED without a session');
    this.phase = 'lost';
    journal.count('sessions lost');
    if (this.pending !== undefined) this.pending.disconnected += 1;
  }

  private answer(ok: boolean): void {
    const { pending } = this;
    const { journal } = this.parts;
    if (pending === undefined) return journal.broken('an answer nobody asked for');
    this.pending = undefined;
    journal.count(ok ? 'answered OK' : 'answered ERROR');
    this.judge(pending, ok);
  }

  private judge(pending: PendingCommand, ok: boolean): void {
    const { command } = pending;
    const { wire } = this.parts;
    const { kind } = command;
    if (kind === 'user' || kind === 'connection') this.configured(pending, ok);
    else if (kind === 'open') this.opened(pending, ok);
    else if (kind === 'clean') this.cleaned(pending, ok);
    else if (kind === 'publish') {
      this.ofSession(pending, ok);
      if (ok) this.parts.outbound.answeredOk(command.message.payload);
      else this.publishFailed(pending);
      wire.answered();
    } else if (kind === 'subscribe' || kind === 'unsubscribe') {
      this.ofSession(pending, ok);
      if (ok) this.topicAnswered(command.topic, kind === 'subscribe', pending);
    } else {
      this.parts.journal.must(ok, `${pending.line} was refused`);
      if (kind === 'state') this.stateLine(pending);
      else if (kind === 'topics') this.topicLines(pending);
    }
  }

  private configured({ command, phase, line }: PendingCommand, ok: boolean): void {
    const { journal } = this.parts;
    const can = phase === 1 || phase === 2 || (phase === 0 && command.kind === 'user');
    journal.must(ok === can, `${line} answered ${ok} in ${phase}`);
    if (ok) this.phase = command.kind === 'connection' || phase === 2 ? 2 : 1;
  }

  private opened(pending: PendingCommand, ok: boolean): void {
    const { journal } = this.parts;
    const { phase, connected, calm, disturbances } = pending;
    if (phase !== 1 && phase !== 2) {
      journal.must(!ok, `a session was opened in ${phase}`);
      return;
    }
    journal.must(connected === (ok ? 1 : 0), `OK ${ok} after ${connected} times CONNECTED`);
    if (!ok) {
      const undisturbed = calm && disturbances === this.parts.disturbances();
      journal.must(!undisturbed, 'a session could not be opened, and nothing was in the way');
    }
  }

  private cleaned(pending: PendingCommand, ok: boolean): void {
    const { journal, wire, subscriptions, held } = this.parts;
    journal.must(ok === (pending.phase !== 0), `MQTTCLEAN answered ${ok} in ${pending.phase}`);
    journal.must(this.phase !== 'up', 'MQTTCLEAN of a live session without DISCONNECTED');
    if (!ok) return;
    journal.count('cleaned');
    this.phase = 0;
    this.reconnect = 0;
    this.parts.forgotten();
    wire.forget();
    subscriptions.clear();
    journal.must(held() === 0, `MQTTCLEAN left ${held()} bytes of MQTT on the heap`);
  }

  /** PUB, SUB and UNSUB: performed in a session, and only there; refused with a reason. */
  private ofSession(pending: PendingCommand, ok: boolean): void {
    const { journal } = this.parts;
    const { phase, connected, disconnected, calm, disturbances, line } = pending;
    const everUp = phase === 'up' || connected > 0;
    journal.must(!ok || everUp, `OK without a session: ${line}`);
    const alwaysUp = phase === 'up' && disconnected === 0;
    const undisturbed = calm && disturbances === this.parts.disturbances();
    journal.must(ok || !alwaysUp || !undisturbed, `refused for nothing: ${line}`);
  }

  private publishFailed({ phase, disconnected, typedAt }: PendingCommand): void {
    const { journal } = this.parts;
    if (phase !== 'up' || disconnected > 0) return;
    const waited = journal.kernel.now - typedAt;
    const early = 'a publish was given up before its 10 s';
    journal.must(waited >= publishLimitSeconds * second, early);
    journal.count('publish timed out');
  }

  private topicAnswered(topic: string, subscribed: boolean, pending: PendingCommand): void {
    const { subscriptions, journal } = this.parts;
    const holds = subscriptions.remembered.has(topic) === subscribed;
    const changed = pending.disconnected > 0 || subscriptions.changes > pending.changes;
    journal.must(holds || changed, `OK for ${pending.line}, and it is not so`);
  }

  private stateLine({ lines }: PendingCommand): void {
    const { journal, subscriptions } = this.parts;
    const state = Number(/^\+MQTTCONN:0,(\d),/.exec(lines[0] ?? '')?.[1]);
    const { phase } = this;
    const fits =
      phase === 'up' ? subscriptions.seen.has(state) : state === (phase === 'lost' ? 3 : phase);
    const seen = [...subscriptions.seen].join(' or ');
    journal.must(fits, `state ${state} where the host knows of ${phase} (${seen})`);
    journal.count(`state ${state}`);
  }

  private topicLines({ lines, changes }: PendingCommand): void {
    const { journal, subscriptions } = this.parts;
    if (changes !== subscriptions.changes) return;
    const listed = new Set(lines.map((line) => /^\+MQTTSUB:0,\d,(".*",\d)$/.exec(line)?.[1]));
    const wanted = subscriptions
      .listed(this.phase === 'up')
      .map(([topic, qos]) => `"${topic}",${qos}`);
    const claim = `topics ${[...listed].join(' ')} where ${wanted.join(' ')} are to be listed`;
    const fits = listed.size === lines.length && wanted.length === listed.size;
    journal.must(fits && wanted.every((topic) => listed.has(topic)), claim);
  }
}

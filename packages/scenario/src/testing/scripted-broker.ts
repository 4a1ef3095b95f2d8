import type {
  BrokerEnd,
  BrokerPacket,
  BrokerPacketInput,
  BrokerRule,
  Listener,
  MessageBurst,
  OutgoingMessage,
  ReceivedMessage,
  RuleHandle,
  WebSocketControl,
  WriteShape,
} from '@w800/broker';

/** A broker that remembers what it was told to do. */
export class ScriptedBroker implements BrokerEnd {
  readonly listeners: Listener[] = [];
  readonly received: ReceivedMessage[] = [];
  readonly packets: BrokerPacket[] = [];
  readonly published: OutgoingMessage[] = [];
  readonly dropped: (string | undefined)[] = [];
  /** Everything else, in order: the method and what it was given. */
  readonly told: (readonly unknown[])[] = [];
  connected: string[] = [];
  listens = true;

  clients(): readonly string[] {
    return this.connected;
  }

  publish(message: OutgoingMessage): void {
    this.published.push(message);
  }

  burst(burst: MessageBurst): void {
    this.told.push(['burst', burst]);
  }

  rule(rule: BrokerRule): RuleHandle {
    this.told.push(['rule', rule]);
    return noHandle;
  }

  clearRules(): void {
    this.told.push(['clearRules']);
  }

  refuse(code: number, times?: number | 'always'): RuleHandle {
    this.told.push(['refuse', code, times]);
    return noHandle;
  }

  mute(silent: boolean): void {
    this.told.push(['mute', silent]);
  }

  send(what: Uint8Array | BrokerPacketInput, clientId?: string): void {
    this.told.push(['send', what, clientId]);
  }

  webSocket(clientId?: string): WebSocketControl {
    return {
      ping: (payload) => this.told.push(['ping', payload, clientId]),
      closeWith: (code, reason) => this.told.push(['closeWith', code, reason, clientId]),
    };
  }

  forgetSessions(clientId?: string): void {
    this.told.push(['forgetSessions', clientId]);
  }

  writes(shape: WriteShape | undefined): void {
    this.told.push(['writes', shape]);
  }

  disconnect(clientId?: string, by?: 'fin' | 'rst'): void {
    this.dropped.push(clientId);
    if (by !== undefined) this.told.push(['disconnect', clientId, by]);
  }

  stop(): void {
    this.listens = false;
  }

  start(): void {
    this.listens = true;
  }

  join(): void {
    this.told.push(['join']);
  }

  async close(): Promise<void> {
    this.told.push(['close']);
  }
}

const noHandle: RuleHandle = { hits: 0, cancel: () => {} };

import { createTwin, type Twin } from '@w800/scenario';

import { heapPorts, heapWorld } from './heap-world.ts';
import { UseMeter } from './use-meter.ts';

/** The heap in one state of the module. */
export interface HeapState {
  readonly name: string;
  readonly freeBytes: number;
  /** The least on the way there. */
  readonly leastFreeBytes: number;
  readonly largestFreeBytes: number;
}

/** What a TLS connection held. */
export interface TlsUse {
  readonly atStartBytes: number;
  readonly peakBytes: number;
  readonly steadyBytes: number;
  readonly requests: number;
}

/** What the runs have shown. */
export interface HeapRuns {
  readonly states: readonly HeapState[];
  /** Bytes by what they were read from, see `HeapRunner`. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly tls: ReadonlyMap<string, TlsUse>;
  readonly owners: ReadonlySet<string>;
}

/** Runs a module through everything that takes heap. */
export async function heapRuns(): Promise<HeapRuns> {
  const twin = await createTwin(heapWorld);
  try {
    const runner = new HeapRunner(twin);
    await runner.boot();
    await runner.wifi();
    await runner.tcp();
    await runner.layers();
    const { states, bytes, tls, owners } = runner;
    return { states, bytes, tls, owners };
  } finally {
    await twin.close();
  }
}

class HeapRunner implements HeapRuns {
  readonly states: HeapState[] = [];
  readonly bytes = new Map<string, number>();
  readonly tls = new Map<string, TlsUse>();
  private readonly twin: Twin;
  private readonly meter: UseMeter;

  constructor(twin: Twin) {
    this.twin = twin;
    this.meter = new UseMeter(twin.bench.heap);
  }

  get owners(): ReadonlySet<string> {
    return this.meter.owners;
  }

  async boot(): Promise<void> {
    const { bench } = this.twin;
    bench.powerOff();
    this.note('power-on');
    await this.state('power on', async () => {});
    bench.powerOn();
    this.note('boot print');
    this.hold('boot.', 'boot.main', 'boot.nvs');
    await this.state('the boot prints the size of its heap', async () => {});
    await this.state('ready for commands', () => this.twin.wait('1s'));
    this.hold('at.port', 'at.', 'at.receive-task', 'at.process-task', 'event.task', 'lwip.task');
    this.hold('wifi.driver-task', 'wifi.supplicant-task', 'wifi.buffers');
  }

  async wifi(): Promise<void> {
    const { twin, meter } = this;
    await this.state('a station has joined', () => this.join());
    this.note('joined');
    this.bytes.set('wifi', meter.held('wifi.') + meter.held('lwip.') + meter.held('event.'));
    await this.state('with SNTP on', async () => {
      await twin.exchange('AT+CIPSNTPCFG=1,8,"time.example"');
      await twin.wait('10s');
    });
    this.hold('udp.socket');
    await twin.exchange('AT+CIPSNTPCFG=0');
    await this.state('a station has joined, and a softAP is on', async () => {
      await twin.exchange('AT+CWMODE=3');
    });
    this.bytes.set('wifi and softap', (this.bytes.get('wifi') ?? 0) + meter.held('wifi.softap'));
    await twin.exchange('AT+CWMODE=1');
  }

  async tcp(): Promise<void> {
    const { twin, meter } = this;
    await this.state('MQTT over TCP, reconnect 0', () => this.connect(1, heapPorts.tcp));
    this.hold('tcp.socket', 'mqtt.task', 'mqtt.client', 'mqtt.locks', 'lwip.semaphore');
    this.note('mqtt');
    await this.state('publishing 5,760 bytes at QoS 1', () => this.publish(1, '+MQTTPUB:OK'));
    this.bytes.set('at.data', meter.peak('at.data'));
    this.bytes.set('mqtt.publish', meter.peak('mqtt.publish'));
    await twin.exchange('AT+MQTTSUB=0,"t",0');
    await this.state('32 messages of 1,454 bytes wait, the window is full', async () => {
      for (let count = 0; count < 60; count += 1) {
        twin.publish({ topic: 't', payload: 'x'.repeat(1_454) });
      }
      await twin.wait('20s');
    });
    this.bytes.set('tcp.receive', meter.peak('tcp.receive'));
    await this.state('the send buffer is full', () => this.fillSendBuffer());
    this.bytes.set('tcp.send', meter.peak('tcp.send'));
    await this.clean();
    await this.state('after AT+MQTTCLEAN', () => twin.wait('60s'));
    await this.state('MQTT over TCP, reconnect 1', () => this.connect(1, heapPorts.tcp, 1));
    this.hold('mqtt.reconnect');
    await this.clean();
  }

  async layers(): Promise<void> {
    const { meter } = this;
    await this.state('MQTT over WebSocket', () => this.connect(6, heapPorts.webSocket));
    this.hold('websocket.');
    await this.clean();
    await this.secure('TLS, RSA, not verified', 2, heapPorts.rsa);
    await this.secure('TLS, RSA, verified', 3, heapPorts.rsa);
    await this.secure('TLS, RSA, verified, AES-128-GCM', 3, heapPorts.gcm);
    await this.secure('TLS, RSA on both sides', 5, heapPorts.mutual);
    await this.secure('TLS, P-256, not verified', 2, heapPorts.ec);
    await this.secure('TLS, RSA key exchange, not verified', 2, heapPorts.rsaExchange);
    await this.secure('WebSocket over TLS, not verified', 7, heapPorts.secureWebSocket);
    this.bytes.set('after tls', meter.held('tls.') + meter.held('tcp.'));
    this.bytes.set('largest request', meter.largestRequestBytes);
    await this.state('in pieces of 16 KiB: MQTT over TLS is `ERROR`', async () => {
      await this.twin.fault({ 'heap-fragmented': { largest: '16KiB' } });
      await this.configure(2);
      await this.twin.exchange(connectLine(heapPorts.rsa), 'ERROR', { within: '40s' });
    });
    await this.state('the same: MQTT over TCP', () => this.connect(1, heapPorts.tcp));
  }

  private async secure(name: string, scheme: number, port: number): Promise<void> {
    const { meter } = this;
    await this.state(`MQTT over ${name}`, () => this.connect(scheme, port));
    this.tls.set(name, {
      atStartBytes: meter.tlsAtStartBytes,
      peakBytes: meter.peak('tls.'),
      steadyBytes: meter.held('tls.'),
      requests: meter.tlsRequests,
    });
    this.bytes.set(`${name}, socket`, meter.held('tls.') + meter.held('tcp.socket'));
    await this.clean();
  }

  private async state(name: string, act: () => Promise<void>): Promise<void> {
    const { heap } = this.twin.bench;
    this.meter.restart();
    await act();
    const { freeBytes, largestFreeBytes } = heap;
    this.states.push({
      name,
      freeBytes,
      largestFreeBytes,
      leastFreeBytes: this.meter.leastFreeBytes,
    });
  }

  /** Keeps how much is free now. */
  private note(name: string): void {
    this.bytes.set(name, this.twin.bench.heap.freeBytes);
  }

  /** Keeps what these hold now. */
  private hold(...beginnings: readonly string[]): void {
    for (const beginning of beginnings) this.bytes.set(beginning, this.meter.held(beginning));
  }

  private async join(): Promise<void> {
    await this.twin.exchange('AT+CWJAP="home","12345678"', 'OK', { within: '20s' });
    await this.twin.wait('1s');
  }

  private async connect(scheme: number, port: number, reconnect = 0): Promise<void> {
    await this.configure(scheme);
    await this.twin.exchange(connectLine(port, reconnect), 'OK', { within: '40s' });
    await this.twin.wait('5s');
  }

  private async configure(scheme: number): Promise<void> {
    await this.twin.exchange(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
  }

  private async clean(): Promise<void> {
    await this.twin.exchange('AT+MQTTCLEAN=0');
    await this.twin.wait('60s');
  }

  private async publish(qos: number, end: string): Promise<void> {
    await this.twin.exchange(`AT+MQTTPUBRAW=0,"t",5760,${qos},0`);
    await this.twin.data('x'.repeat(5_760), end, { within: '60s' });
  }

  /** The broker falls silent, so what is sent stays. */
  private async fillSendBuffer(): Promise<void> {
    const { uplink } = this.twin.bench;
    uplink.down();
    await this.publish(0, '+MQTTPUB:OK');
    await this.publish(0, '+MQTTPUB:FAIL');
    uplink.up();
  }
}

function connectLine(port: number, reconnect = 0): string {
  return `AT+MQTTCONN=0,"broker.lan",${port},${reconnect}`;
}

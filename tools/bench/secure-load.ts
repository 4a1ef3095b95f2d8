import { createTwin, type Twin } from '@w800/scenario';

const address = '192.168.10.234';
const ports = { plain: 1883, tls: 8883, websocket: 8083, both: 8084 } as const;

/** The schemes that are held against the plain one, each with its port. */
export const secureSchemes = {
  1: { port: ports.plain, shown: 'TCP' },
  2: { port: ports.tls, shown: 'TLS' },
  5: { port: ports.tls, shown: 'TLS with a certificate each' },
  6: { port: ports.websocket, shown: 'WebSocket' },
  7: { port: ports.both, shown: 'WebSocket over TLS' },
} as const;

export type SecureScheme = keyof typeof secureSchemes;

/**
 * Seconds of processor time for a connect by that scheme and so many publishes
 * at QoS 1, in a twin that has joined and knows the time.
 */
export async function secureSeconds(scheme: SecureScheme, publishes: number): Promise<number> {
  const twin = await joinedTwin();
  const start = process.cpuUsage();
  await twin.exchange(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
  const { port } = secureSchemes[scheme];
  await twin.exchange(`AT+MQTTCONN=0,"${address}",${port},0`);
  for (let done = 0; done < publishes; done += 1) {
    await twin.exchange('AT+MQTTPUB=0,"topic","hello",1,0');
  }
  const { user, system } = process.cpuUsage(start);
  const { length } = twin.broker().received;
  await twin.close();
  if (length !== publishes) throw new Error(`the broker has ${length} of ${publishes}`);
  return (user + system) / 1e6;
}

async function joinedTwin(): Promise<Twin> {
  const twin = await createTwin({
    world: {
      wifi: { ssid: 'home', password: '12345678' },
      ntp: { host: 'time.example' },
      broker: {
        host: address,
        port: ports.plain,
        listeners: [
          {
            port: ports.tls,
            tls: { certificate: 'test-server', clientCertificate: 'requested', trust: 'test-ca' },
          },
          { port: ports.websocket, websocket: true },
          { port: ports.both, tls: true, websocket: true },
        ],
      },
    },
  });
  await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
  await twin.exchange('AT+CIPSNTPCFG=1,8,"time.example"');
  await twin.wait('6s');
  return twin;
}

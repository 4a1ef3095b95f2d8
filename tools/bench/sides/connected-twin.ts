import { createTwin, type Twin } from '@w800/scenario';

const address = '192.168.10.234';

/** A twin with a plain MQTT session to its embedded broker. */
export async function connectedTwin(): Promise<Twin> {
  const twin = await createTwin({
    world: {
      wifi: { ssid: 'home', password: '12345678' },
      broker: { host: address, port: 1883 },
    },
  });
  await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
  await twin.exchange('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
  await twin.exchange(`AT+MQTTCONN=0,"${address}",1883,0`);
  return twin;
}

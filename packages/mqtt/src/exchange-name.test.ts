import { expect, test } from 'vitest';
import { mqttReceived, mqttSent } from './packet-trace.ts';
import { Rig } from './testing/rig.ts';
import { wire } from './testing/wire-bytes.ts';

test('every packet in the trace names its exchange, and those of one exchange name the same', async () => {
  const rig = new Rig();
  const names: string[] = [];
  rig.kernel.trace.on(mqttSent, ({ data }) => names.push(`> ${data.packet}: ${data.exchange}`));
  rig.kernel.trace.on(mqttReceived, ({ data }) => names.push(`< ${data.packet}: ${data.exchange}`));
  await rig.connect({ keepaliveSeconds: 10 });
  await rig.deliver(wire.connack());
  await rig.publish('t', 'a', 0);
  await rig.publish('t', 'b', 1);
  await rig.deliver([...wire.puback(1), ...wire.publish('t', 'c'), ...wire.publish('t', 'd', 1)]);
  await rig.publish('t', 'e', 2);
  await rig.deliver([...wire.publish('t', 'f', 2, 0b0100), ...wire.pubrec(2), ...wire.pubrel(2)]);
  await rig.deliver(wire.pubcomp(2));
  await rig.subscribe('t');
  await rig.unsubscribe('t');
  await rig.deliver([...wire.unsuback(4), ...wire.suback(3, 0)]);
  await rig.until(10_000_000_000);
  await rig.deliver(wire.pingresp);
  await rig.do(() => rig.client.disconnect());
  expect(names).toEqual([
    '> connect: connect',
    '< connack: connect',
    '> publish: undefined',
    '> publish: out 1',
    '< puback: out 1',
    '< publish: undefined',
    '< publish: in 1',
    '> puback: in 1',
    '> publish: out 2',
    '< publish: in 2',
    '> pubrec: in 2',
    '< pubrec: out 2',
    '> pubrel: out 2',
    '< pubrel: in 2',
    '> pubcomp: in 2',
    '< pubcomp: out 2',
    '> subscribe: subscribe 3',
    '> unsubscribe: unsubscribe 4',
    '< unsuback: unsubscribe 4',
    '< suback: subscribe 3',
    '> pingreq: ping',
    '< pingresp: ping',
    '> disconnect: undefined',
  ]);
});

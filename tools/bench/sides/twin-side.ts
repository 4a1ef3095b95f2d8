import { connectedTwin } from './connected-twin.ts';
import { sample, secondsOf, type Qos, type Side } from './side.ts';

const { topic, payload } = sample;

/**
 * Publishes typed as AT commands, each when the one before was answered with
 * OK, until the broker has them all.
 */
export function twinPublishes(qos: Qos): Side {
  return async (operations) => {
    const twin = await connectedTwin();
    const seconds = await secondsOf(async () => {
      for (let done = 0; done < operations; done += 1) {
        await twin.exchange(`AT+MQTTPUB=0,"${topic}","${payload}",${qos},0`);
      }
      // At QoS 0 the last one is still on its way.
      await twin.wait('1s');
    });
    const { length } = twin.broker().received;
    await twin.close();
    if (length !== operations) throw new Error(`the broker has ${length} of ${operations}`);
    return seconds;
  };
}

/** Messages from the broker, each when the one before was printed on the host's port. */
export function twinDeliveries(qos: Qos): Side {
  return async (operations) => {
    const twin = await connectedTwin();
    await twin.exchange(`AT+MQTTSUB=0,"${topic}",${qos}`);
    const printed = `+MQTTSUBRECV:0,"${topic}",${payload.length},${payload}`;
    const seconds = await secondsOf(async () => {
      for (let done = 0; done < operations; done += 1) {
        twin.publish({ topic, payload, qos });
        await twin.expect(printed);
      }
    });
    await twin.close();
    return seconds;
  };
}

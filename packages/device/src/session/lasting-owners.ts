/**
 * Whose memory the first `AT+MQTTCONN` creates for good: the client's task, the
 * locks of the library, and what two tasks wait with when they call sockets.
 * Only a restart gives it back.
 */
export const lastingOwners: readonly string[] = ['mqtt.task', 'mqtt.locks', 'lwip.semaphore'];

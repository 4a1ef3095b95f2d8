import { defineDialect } from './dialect.ts';

const image = 'text in the 2.2 AT image';

export const firmwareDialect = defineDialect(
  {
    name: 'firmware',
    subject: 'the firmware',
    summary: 'the module as its sources and its shipped image show it to behave',
  },
  {
    promptText: {
      value: 'OK\r\n>\r\n',
      basis: `${image}: OK, CR LF, >, CR LF`,
      finding: {
        id: 'firmware.prompt-line',
        text: 'The prompt is a line of its own: CR LF follows the >, no blank line precedes it.',
      },
    },
    extensions: {
      value: false,
      basis: 'none in the SDK wm_atcmd headers, nor in the 2.2 AT image',
    },
    gotIpWithAddress: {
      value: true,
      basis: `${image}: WIFI GOT IP "<ip>"`,
      finding: {
        id: 'firmware.got-ip-address',
        text: 'WIFI GOT IP is followed by the address in quotes.',
      },
    },
    lostIpUrc: {
      value: true,
      basis: `${image}: WIFI LOST IP`,
      finding: {
        id: 'firmware.lost-ip',
        text: 'An undocumented WIFI LOST IP is printed when the address may not be used any more.',
      },
    },
    sntpServers: {
      value: ['ntp.sjtu.edu.cn', 'cn.ntp.org.cn', 'us.pool.ntp.org'],
      basis: 'order in the 2.2 AT image, and in SDK components/lwip/Kconfig',
    },
    rtcReadAsLocal: {
      value: true,
      basis: 'SDK wm_utils.c: gettimeofday() takes for local what settimeofday() wrote as UTC',
      finding: {
        id: 'firmware.clock-off-by-zone',
        text: 'The clock is off by its zone: the zone was set before the time was first asked for.',
      },
    },
    sntpWaitsForAddress: {
      value: false,
      basis: 'SDK wm_sntp.c: wm_sntp_start() returns when the station has no address',
      finding: {
        id: 'firmware.sntp-not-started',
        text: 'AT+CIPSNTPCFG without an address was OK and started nothing.',
      },
    },
    timeUpdatedUrc: {
      value: true,
      basis: `${image}: +TIME_UPDATED`,
      finding: {
        id: 'firmware.time-updated',
        text: 'An undocumented +TIME_UPDATED is printed when the clock has been set.',
      },
    },
    sysStoreColons: {
      value: '::',
      basis: `${image}: +SYSSTORE::<n>`,
      finding: {
        id: 'firmware.sysstore-colons',
        text: 'AT+SYSSTORE? prints two colons where its document has one.',
      },
    },
    dhcpsQuotes: {
      value: true,
      basis: `${image}: +CWDHCPS=<lease>,"<begin>","<end>"`,
      finding: {
        id: 'firmware.dhcps-quotes',
        text: 'AT+CWDHCPS? prints its addresses in quotes.',
      },
    },
    idleStateEquals: {
      value: true,
      basis: `${image}: +CWSTATE=0`,
      finding: {
        id: 'firmware.cwstate-equals',
        text: 'AT+CWSTATE? prints +CWSTATE=0 before the first join: = for the colon, and no name.',
      },
    },
    configTrailingComma: {
      value: true,
      basis: `${image}: +MQTTUSERCFG and +MQTTCONNCFG end in a comma`,
      finding: {
        id: 'firmware.trailing-comma',
        text: 'The answers to AT+MQTTUSERCFG? and AT+MQTTCONNCFG? end in a comma.',
      },
    },
    mqttResendOnReconnect: {
      value: false,
      basis: 'SDK wm_mqtt_client.c: reconnect destroys the client, and nothing is persisted',
      finding: {
        id: 'firmware.mqtt-unfinished-lost',
        text: 'The session came back without the messages that were not acknowledged before.',
      },
    },
    mqttV31Fallback: {
      value: true,
      basis: 'SDK MQTTClient.c, MQTTClient_connectURI: version 4, then version 3',
      finding: {
        id: 'firmware.mqtt-3.1-fallback',
        text: 'A failed connect was repeated as MQTT 3.1: the broker sees two.',
      },
    },
    mqttOverdueBlocks: {
      value: true,
      basis: 'SDK MQTTClient.c, MQTTClient_publish5: waits while one message is in flight',
      finding: {
        id: 'firmware.mqtt-publish-blocked',
        text: 'A publish waited for the acknowledgement of one that had been answered ERROR.',
      },
    },
    mqttWhenFull: {
      value: 'lose',
      basis: 'SDK wm_event.c: a queue of 32, full it drops what the library has acknowledged',
      finding: {
        id: 'firmware.mqtt-messages-lost',
        text: 'A received message was acknowledged and then lost: the queue to the line was full.',
      },
    },
    tlsReadSeconds: {
      value: 5,
      basis: 'SDK SSLSocket.c: mbedtls_ssl_conf_read_timeout of 5 s',
      finding: {
        id: 'firmware.tls-read-limit',
        text: 'A packet of a TLS handshake was waited for 5 s, where the documents have 10 s.',
      },
    },
    tlsSplitsLargePackets: {
      value: false,
      basis: 'SDK SSLSocket.c, SSLSocket_putdatas: one mbedtls_ssl_write, which takes 4,096 bytes',
      finding: {
        id: 'firmware.tls-large-packet',
        text: 'A packet of more than 4,096 bytes over TLS ended the connection.',
      },
    },
    tlsNoticesReset: {
      value: false,
      basis: 'SDK net_alt.c, net_would_block: every error of a socket means that nothing has come',
      finding: {
        id: 'firmware.tls-reset-unnoticed',
        text: 'A reset by the broker goes unnoticed over TLS until the module sends something.',
      },
    },
    webSocketMask: {
      value: 'zero',
      basis: 'SDK WebSocket.c: drawing the mask is compiled out under USE_MBEDTLS',
      finding: {
        id: 'firmware.websocket-mask-zero',
        text: 'WebSocket frames are marked as masked, with a key of zeros: they travel in clear.',
      },
    },
    webSocketChecksSubprotocol: {
      value: false,
      basis: 'SDK WebSocket.c, WebSocket_upgrade: looks at status, Connection and the accept key',
      finding: {
        id: 'firmware.websocket-subprotocol-unchecked',
        text: 'A server was accepted that had not chosen the WebSocket subprotocol mqtt.',
      },
    },
  },
);

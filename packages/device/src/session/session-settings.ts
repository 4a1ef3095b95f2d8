import type { ByteString } from '@w800/at';

/** What `AT+MQTTUSERCFG` and the LONG commands set. */
export interface UserSettings {
  /** 1 to 10, see `AT+MQTTUSERCFG`. */
  readonly scheme: number;
  readonly clientId: ByteString;
  readonly username: ByteString;
  readonly password: ByteString;
  readonly certificateKeyId: number;
  readonly authorityId: number;
  readonly path: ByteString;
}

/** What `AT+MQTTCONNCFG` sets. */
export interface ConnectionSettings {
  /** 1 to 7200; 0 has been replaced by the default before it gets here. */
  readonly keepaliveSeconds: number;
  readonly disableCleanSession: number;
  /** Empty for no will. */
  readonly willTopic: ByteString;
  readonly willMessage: ByteString;
  readonly willQos: number;
  readonly willRetain: number;
}

/** Where `AT+MQTTCONN` was told to connect. */
export interface BrokerAddress {
  readonly host: ByteString;
  readonly port: number;
  readonly reconnect: number;
}

/** What the queries show before anything was set. */
export const unsetUser: UserSettings = {
  scheme: 0,
  clientId: '',
  username: '',
  password: '',
  certificateKeyId: 0,
  authorityId: 0,
  path: '',
};

export const unsetAddress: BrokerAddress = { host: '', port: 0, reconnect: 0 };

import type { Contradiction } from './contradiction.ts';
import { addressOf, networkIn, overlap, type Network } from './network.ts';

/** What is said of an access point. */
export interface DescribedAccessPoint {
  readonly ssid: string;
  readonly bssid?: string | undefined;
  readonly password?: string | undefined;
  readonly security?: string | undefined;
  readonly subnet?: string | undefined;
}

/** What cannot be about the access points of a world. */
export function accessPointContradictions(
  wifi: readonly DescribedAccessPoint[],
): readonly Contradiction[] {
  return [
    ...sharedAddresses(wifi),
    ...impossibleAddresses(wifi),
    ...impossibleNames(wifi),
    ...impossiblePasswords(wifi),
    ...dividedNetworks(wifi),
    ...impossibleSubnets(wifi),
    ...overlappingSubnets(wifi),
  ];
}

/** The network of the n-th access point; undefined when it is written as none. */
export function networkOf(
  { subnet }: Pick<DescribedAccessPoint, 'subnet'>,
  index: number,
): Network | undefined {
  return networkIn(subnet ?? `192.168.${10 + (index % 240)}.0/24`);
}

function sharedAddresses(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap(({ bssid }, index) => {
    if (bssid === undefined || wifi.findIndex((one) => one.bssid === bssid) === index) return [];
    const what = `two access points have the BSSID ${bssid}`;
    const fix = 'Give each access point a BSSID of its own, or leave it out.';
    return [{ path: ['wifi', index, 'bssid'], what, fix }];
  });
}

const multicastBit = 1;

function impossibleAddresses(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap(({ bssid }, index) => {
    if (bssid === undefined) return [];
    const isGroup = (Number.parseInt(bssid.slice(0, 2), 16) & multicastBit) !== 0;
    if (!isGroup && /[1-9a-f]/.test(bssid)) return [];
    const what = isGroup
      ? `the BSSID ${bssid} is an address of many: the lowest bit of its first byte is set`
      : `the BSSID ${bssid} is nobody's address`;
    const fix = 'Write one such as 02:00:00:00:00:01, or leave it out.';
    return [{ path: ['wifi', index, 'bssid'], what, fix }];
  });
}

const ssidBytesMax = 32;

function impossibleNames(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap(({ ssid }, index) => {
    const bytes = Buffer.byteLength(ssid);
    if (bytes <= ssidBytesMax) return [];
    const what = `the name of the network has ${bytes} bytes in UTF-8`;
    return [{ path: ['wifi', index, 'ssid'], what, fix: `The most is ${ssidBytesMax} bytes.` }];
  });
}

const hexKey = /^[0-9a-fA-F]*$/;
const wepKeys = [5, 13, 16];
const passphraseMax = 63;
const passphraseMin = 8;

function impossiblePasswords(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap(({ password, security }, index) => {
    if (password === undefined) return [];
    const wrong = security === 'wep' ? wrongWepKey(password) : wrongPassphrase(password);
    return wrong === undefined ? [] : [{ path: ['wifi', index, 'password'], ...wrong }];
  });
}

function wrongWepKey(key: string): Pick<Contradiction, 'what' | 'fix'> | undefined {
  const isHex = hexKey.test(key) && key.length % 2 === 0 && wepKeys.includes(key.length / 2);
  if (isHex || wepKeys.includes(key.length)) return undefined;
  const what = `a WEP key of ${key.length} characters`;
  return { what, fix: 'Write 5, 13 or 16 characters, or 10, 26 or 32 hexadecimal digits.' };
}

function wrongPassphrase(password: string): Pick<Contradiction, 'what' | 'fix'> | undefined {
  const { length } = password;
  const fix = 'Write 8 to 63 characters, or 64 hexadecimal digits.';
  if (length < passphraseMin) return { what: `a password of ${length} characters`, fix };
  if (length <= passphraseMax || hexKey.test(password)) return undefined;
  return { what: `a password of ${length} characters that are no hexadecimal digits`, fix };
}

/** Access points of one name are of one network, unless their BSSIDs tell them apart. */
function dividedNetworks(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap(({ ssid, bssid, password, security }, index) => {
    const first = wifi.find((one) => one.ssid === ssid);
    if (first === undefined || (first.bssid !== undefined && bssid !== undefined)) return [];
    const differs = first.password !== password ? 'password' : 'security';
    const own = { password, security };
    if (first[differs] === own[differs]) return [];
    const what = `the network ${ssid} has another ${differs} here than at its first access point`;
    const fix = `Give both the same, or each a \`bssid\` if they are two networks of one name.`;
    const key = own[differs] === undefined ? 'ssid' : differs;
    return [{ path: ['wifi', index, key], what, fix }];
  });
}

const prefixMin = 8;
const prefixMax = 30;

function impossibleSubnets(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap(({ subnet }, index) => {
    if (subnet === undefined) return [];
    const wrong = wrongSubnet(subnet);
    return wrong === undefined ? [] : [{ path: ['wifi', index, 'subnet'], ...wrong }];
  });
}

/** What is wrong with a subnet, if anything is. */
export function wrongSubnet(text: string): Pick<Contradiction, 'what' | 'fix'> | undefined {
  const network = networkIn(text);
  const [address = '', prefix = ''] = text.split('/');
  const fix = `Write a prefix of ${prefixMin} to ${prefixMax} bits: 192.168.10.0/24.`;
  if (network === undefined) return { what: `${text} is no subnet`, fix };
  if (network.prefix < prefixMin || network.prefix > prefixMax) {
    return { what: `a subnet with a prefix of ${prefix} bits`, fix };
  }
  const base = addressOf(network.base - (network.base % network.size));
  if (base === address) return undefined;
  const what = `${address} is the address of a host in ${base}/${prefix}, not of a subnet`;
  return { what, fix: `Write ${base}/${prefix}.` };
}

/** Access points of one name may stand in one network, for a station to roam in. */
function overlappingSubnets(wifi: readonly DescribedAccessPoint[]): readonly Contradiction[] {
  return wifi.flatMap((accessPoint, index) => {
    const own = networkOf(accessPoint, index);
    if (own === undefined) return [];
    const other = wifi.slice(0, index).find((earlier, at) => {
      const network = networkOf(earlier, at);
      if (network === undefined || !overlap(own, network)) return false;
      const isSame = own.base === network.base && own.size === network.size;
      return !isSame || earlier.ssid !== accessPoint.ssid;
    });
    if (other === undefined) return [];
    const of = `those of another access point, ${other.ssid}`;
    const what = `the addresses of ${addressOf(own.base)} are ${of}`;
    const fix =
      'Give each network a `subnet` of its own; one may be shared by access points of one `ssid`.';
    const key = accessPoint.subnet === undefined ? 'ssid' : 'subnet';
    return [{ path: ['wifi', index, key], what, fix }];
  });
}

import { BlockList, isIP } from "node:net";

/** Networks that are not of the public internet. Source: IANA special-purpose registries (RFC 6890). */
const PRIVATE_V4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"],
  ...["198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];
/** The one network of version 6 that is public; what it holds of tunnels and documents is not. */
const PUBLIC_V6 = "2000::/3";
const PRIVATE_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const PRIVATE = listOf([...PRIVATE_V4, ...PRIVATE_V6]);
const PUBLIC = listOf([PUBLIC_V6]);

/**
 * Whether an address belongs to the public internet. Loopback, private, link-local, shared, multicast,
 * documentation and tunnel addresses do not, nor does a version 4 address inside a version 6 one.
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !PRIVATE.check(address, "ipv4");
  if (version === 6) return PUBLIC.check(address, "ipv6") && !PRIVATE.check(address, "ipv6");
  return false;
}

/** Names that no public name server knows. Source: RFC 6761, RFC 6762, RFC 8375, ICANN (.internal). */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|home\.arpa|onion|test|invalid|example)\.?$/i;

/**
 * Whether a host of a URL may be of the public internet: an address that is, or a name that is not one of a
 * local network. Where a name leads only a name server tells.
 */
export function isPublicHost(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, "");
  if (isIP(plain) !== 0) return isPublicAddress(plain);
  return /[^.]\.[^.]/.test(plain) && !LOCAL_NAMES.test(plain);
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

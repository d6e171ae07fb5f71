import { BlockList, isIP } from 'node:net';
import type { Place } from '../model/dial-options.ts';

/**
 * Tells whether a place is reached without a proxy, by the value of `NO_PROXY` as curl and proxy-from-env read it.
 *
 * Entries stand between commas or white space, without regard to case. `*` is every host. A name is that host and all
 * below it, with or without `.` or `*.` before it. An address is itself; `address/bits` is a network (CIDR). Each may
 * have a port, `host:port`, and an IPv6 address stands in brackets before one. What is none of these matches nothing.
 */
export function isExempt({ host, port }: Place, noProxy: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .some((entry) => entry !== '' && matches(name, port, entry));
}

function matches(host: string, port: number, entry: string): boolean {
  if (entry === '*') return true;
  const { name, portWanted } = splitEntry(entry);
  if (portWanted !== undefined && portWanted !== port) return false;
  const [address = '', bits] = name.split('/');
  if (isIP(host) !== 0) return isIP(address) !== 0 && isInNetwork(host, address, bits);
  const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

function splitEntry(entry: string): { name: string; portWanted?: number } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  // More than one colon without brackets is an IPv6 address.
  const [, name = entry, port] = bracketed ?? /^([^:]*):(\d+)$/.exec(entry) ?? [];
  return port === undefined ? { name } : { name, portWanted: Number(port) };
}

function isInNetwork(host: string, address: string, bits: string | undefined): boolean {
  const network = new BlockList();
  const family = familyOf(address);
  if (bits === undefined) network.addAddress(address, family);
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv4' ? 32 : 128)) {
    network.addSubnet(address, Number(bits), family);
  }
  return network.check(host, familyOf(host));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

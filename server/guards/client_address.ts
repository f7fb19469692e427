import type { Context } from "hono";
import { isIP } from "node:net";

/** Where a client is not known by its address, as where a request came through no port. */
const UNKNOWN = "unknown";

/**
 * The address that a request came from. Behind a proxy it is the last one of X-Forwarded-For, the one that the
 * proxy itself wrote; what the client may have put before it does not count.
 */
export function clientAddressOf(c: Context, { behindProxy }: { behindProxy: boolean }): string {
  if (behindProxy) {
    const last = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
    if (isIP(last) !== 0) return last;
  }
  const address = (c.env as { remoteAddr?: Deno.Addr } | undefined)?.remoteAddr;
  return address !== undefined && "hostname" in address ? address.hostname : UNKNOWN;
}

/**
 * What counts as one client: an address of version 4, and of version 6 the network of 64 bits, as any of its
 * addresses is to be had by whoever has one.
 */
export function clientNetworkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [head, tail] = address.replace(/%.*$/, "").toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return `${
    groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(":")
  }::/64`;
}

import type { ChannelCode } from "../../engine/domain/mod.ts";

/** A record that a server keeps. */
export interface StoredPacket {
  /** "NET_STA". */
  station: string;
  /** Its number within the station. */
  sequence: bigint;
  code: ChannelCode;
  endMs: number;
  record: Uint8Array;
}

/** The bytes of a frame, written from the specification and not with the client's code. */
export function makeFrame(packet: StoredPacket | "info", version: 3 | 4): Uint8Array {
  if (version === 3) {
    const frame = new Uint8Array(520);
    const isInfo = packet === "info";
    const number = isInfo ? "" : (packet.sequence % (1n << 24n)).toString(16).toUpperCase();
    const head = isInfo ? "SLINFO  " : `SL${number.padStart(6, "0")}`;
    frame.set(new TextEncoder().encode(head));
    frame.set(isInfo ? logRecord() : packet.record, 8);
    if (!isInfo && packet.record.length !== 512) throw new Error("version 3 sends 512 bytes");
    return frame;
  }
  const station = packet === "info" ? "" : packet.station;
  const payload = packet === "info"
    ? new TextEncoder().encode('{"software":"Tested v1.0","organization":"Loopback"}')
    : packet.record;
  const frame = new Uint8Array(17 + station.length + payload.length);
  const view = new DataView(frame.buffer);
  const format = packet === "info" ? "JI" : packet.record[0] === 77 ? "3D" : "2D";
  frame.set(new TextEncoder().encode(`SE${format}`));
  view.setUint32(4, payload.length, true);
  view.setBigUint64(8, packet === "info" ? 0n : packet.sequence, true);
  view.setUint8(16, station.length);
  frame.set(new TextEncoder().encode(station), 17);
  frame.set(payload, 17 + station.length);
  return frame;
}

/** A record of miniSEED 2 that holds a text: what version 3 puts its answers to INFO in. */
function logRecord(): Uint8Array {
  const record = new Uint8Array(512);
  const view = new DataView(record.buffer);
  record.set(new TextEncoder().encode("000001D SLINF  INFSL"));
  view.setUint16(20, 2026);
  view.setUint16(22, 1);
  const text = new TextEncoder().encode('<?xml version="1.0"?><seedlink software="Tested v1.0"/>');
  view.setUint16(30, text.length);
  record[39] = 1;
  view.setUint16(44, 64);
  view.setUint16(46, 48);
  view.setUint16(48, 1000);
  record[53] = 1;
  record[54] = 9;
  record.set(text, 64);
  return record;
}

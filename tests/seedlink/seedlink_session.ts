import type { SeedlinkPeer } from "./seedlink_peer.ts";
import { makeFrame, type StoredPacket } from "./seedlink_frame.ts";

/** What goes wrong with a frame. */
export type SeedlinkFault =
  /** So many bytes of the frame are sent, then the line breaks. */
  | { kind: "cut"; bytes: number }
  /** It is sent twice. */
  | { kind: "duplicate" }
  /** Everything waits so long before it. */
  | { kind: "delay"; milliseconds: number }
  /** It is sent after so many others. */
  | { kind: "overtaken"; by: number }
  /** It bears another number. */
  | { kind: "sequence"; sequence: bigint }
  /** These bytes come before it. */
  | { kind: "garbage"; bytes: Uint8Array }
  /** It is never sent. */
  | { kind: "lost" }
  /** From here on nothing is sent or answered, but the line stays. */
  | { kind: "silence" };

/** What a session needs of its server. */
export interface SessionHost {
  readonly version: 3 | 4;
  /** Packets that are kept, by place from `from` on. */
  readonly ring: { from: number; packets: StoredPacket[] };
  /** Stations that are refused. */
  readonly refused: readonly string[];
  /** Resolves once there is a new packet. */
  added(): Promise<void>;
  fault(packet: StoredPacket): SeedlinkFault | undefined;
}

interface Request {
  station: string;
  selectors: string[];
  from: { sequence?: bigint; timeMs?: number; place: number };
}

/** One connection: the commands it received, and its end. */
export class SeedlinkSession {
  readonly commands: string[] = [];
  readonly #peer: SeedlinkPeer;
  readonly #host: SessionHost;
  readonly #requests: Request[] = [];
  #version: 3 | 4 = 3;
  #isOver = false;
  #isSilent = false;

  constructor(peer: SeedlinkPeer, host: SessionHost) {
    this.#peer = peer;
    this.#host = host;
  }

  close(): void {
    this.#isOver = true;
    this.#peer.close();
  }

  async run(): Promise<void> {
    try {
      if (!await this.#shake()) return;
      await Promise.race([this.#stream(), this.#listen()]);
    } catch {
      // The client is gone.
    } finally {
      this.close();
    }
  }

  /** The handshake; whether data are wanted. */
  async #shake(): Promise<boolean> {
    for (;;) {
      const line = await this.#peer.readLine();
      if (line === undefined) return false;
      if (line === "") continue;
      this.commands.push(line);
      const [verb, ...rest] = line.split(/\s+/);
      if (verb === "END") return true;
      if (/^(DATA|FETCH|TIME)$/.test(verb) && this.#requests.length === 0) {
        this.#requests.push({ station: "*", selectors: [], from: this.#start(verb, rest) });
        return true;
      }
      await this.#answer(verb, rest);
    }
  }

  async #answer(verb: string, rest: string[]): Promise<void> {
    const send = (line: string) => this.#peer.sendLine(line);
    const last = this.#requests.at(-1);
    if (verb === "HELLO") {
      const name = this.#host.version === 4
        ? "SeedLink v4.0 (Tested v1.0) :: SLPROTO:3.1 SLPROTO:4.0 TIME"
        : "SeedLink v3.1 (Tested v1.0)";
      return await send(`${name}\r\nLoopback`); // one answer is one message, over WebSocket
    }
    if (verb === "SLPROTO" && this.#host.version === 4) this.#version = 4;
    if (verb === "STATION") {
      const station = this.#version === 4 ? rest[0] : `${rest[1] ?? "*"}_${rest[0]}`;
      if (this.#host.refused.includes(station)) {
        return await send(this.#version === 4 ? "ERROR ARGUMENTS no such station" : "ERROR");
      }
      this.#requests.push({ station, selectors: [], from: { place: 0 } });
    }
    if (verb === "SELECT" && last !== undefined) last.selectors.push(rest[0]);
    if (/^(DATA|FETCH|TIME)$/.test(verb) && last !== undefined) last.from = this.#start(verb, rest);
    await send("OK");
  }

  #start(verb: string, rest: string[]): Request["from"] {
    const { from, packets } = this.#host.ring;
    const [number, time] = verb === "TIME" ? [undefined, rest[0]] : rest;
    const isGiven = number !== undefined && number !== "-1";
    const sequence = isGiven ? BigInt(this.#version === 4 ? number : `0x${number}`) : undefined;
    const [year, month, ...others] = (time ?? "").split(",").map(Number);
    const timeMs = time === undefined
      ? undefined
      : this.#version === 4
      ? Date.parse(time)
      : Date.UTC(year, month - 1, ...others as [number]);
    const hasPast = sequence !== undefined || timeMs !== undefined;
    return { sequence, timeMs, place: hasPast ? 0 : from + packets.length };
  }

  /** Commands while data are sent: only INFO and BYE. */
  async #listen(): Promise<void> {
    for (;;) {
      const line = await this.#peer.readLine();
      if (line === undefined || line === "BYE") return;
      this.commands.push(line);
      if (line.startsWith("INFO") && !this.#isSilent) {
        await this.#peer.sendBytes(makeFrame("info", this.#version));
      }
    }
  }

  async #stream(): Promise<void> {
    const overtaken: { packet: StoredPacket; after: number }[] = [];
    for (let place = 0; !this.#isOver;) {
      const { from, packets } = this.#host.ring;
      place = Math.max(place, from);
      const packet = packets[place - from];
      if (packet === undefined) {
        for (const one of overtaken.splice(0)) await this.#send(one.packet);
        await this.#host.added();
        continue;
      }
      place++;
      if (!this.#isWanted(packet, place - 1)) continue;
      const fault = this.#host.fault(packet);
      if (fault?.kind === "overtaken") {
        overtaken.push({ packet, after: fault.by });
        continue;
      }
      await this.#sendWith(packet, fault);
      for (const one of overtaken) one.after--;
      for (const due of overtaken.filter(({ after }) => after <= 0)) {
        overtaken.splice(overtaken.indexOf(due), 1);
        await this.#send(due.packet);
      }
    }
  }

  async #sendWith(packet: StoredPacket, fault: SeedlinkFault | undefined): Promise<void> {
    const frame = makeFrame(packet, this.#version);
    if (fault?.kind === "lost") return;
    if (fault?.kind === "cut") {
      await this.#peer.sendBytes(frame.subarray(0, fault.bytes));
      throw new Error("cut");
    }
    if (fault?.kind === "silence") {
      this.#isSilent = true;
      await new Promise(() => {});
    }
    if (fault?.kind === "delay") {
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    }
    if (fault?.kind === "garbage") await this.#peer.sendBytes(fault.bytes);
    if (fault?.kind === "duplicate") await this.#peer.sendBytes(frame);
    if (fault?.kind === "sequence") {
      return await this.#peer.sendBytes(
        makeFrame({ ...packet, sequence: fault.sequence }, this.#version),
      );
    }
    await this.#peer.sendBytes(frame);
  }

  #send(packet: StoredPacket): Promise<void> {
    return this.#peer.sendBytes(makeFrame(packet, this.#version));
  }

  #isWanted(packet: StoredPacket, place: number): boolean {
    const request = this.#requests.find(({ station }) => glob(station, packet.station));
    if (request === undefined) return false;
    const { sequence, timeMs, place: first } = request.from;
    const number = this.#version === 3 ? packet.sequence % (1n << 24n) : packet.sequence;
    // Six digits begin anew: what lies up to half of them ahead is what is meant.
    const ahead = sequence === undefined ? 0n : number - sequence;
    const isBefore = this.#version === 3
      ? (ahead + (1n << 24n)) % (1n << 24n) >= 1n << 23n
      : ahead < 0n;
    if (place < first || isBefore || timeMs !== undefined && packet.endMs <= timeMs) return false;
    const { location, channel } = packet.code;
    const stream = this.#version === 4
      ? `${location}_${[...channel].join("_")}`
      : `${location.padEnd(2, "-")}${channel}`;
    return request.selectors.length === 0 || request.selectors.some((one) => glob(one, stream));
  }
}

const globs = new Map<string, RegExp>();

function glob(pattern: string, text: string): boolean {
  let expression = globs.get(pattern);
  if (expression === undefined) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    expression = new RegExp(`^${source.replaceAll("?", ".")}$`);
    globs.set(pattern, expression);
  }
  return expression.test(text);
}

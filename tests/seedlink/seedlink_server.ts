import { cutMiniseed } from "../../engine/sources/mod.ts";
import type { StoredPacket } from "./seedlink_frame.ts";
import { tcpPeer, webSocketPeer } from "./seedlink_peer.ts";
import { type SeedlinkFault, SeedlinkSession } from "./seedlink_session.ts";

/** How a server behaves. */
export interface SeedlinkServerOptions {
  /** The highest version it speaks. */
  version?: 3 | 4;
  transport?: "tcp" | "websocket";
  /** Number of the first packet of each station. */
  firstSequence?: bigint;
  /**
   * Whether each station is counted by itself, or all together as ringserver does; the latter for
   * version 3 unless given, where one number must stand for all stations in all-station mode.
   */
  numbering?: "station" | "all";
  /** Packets that are kept in all. */
  ringPackets?: number;
  refused?: readonly string[];
  /** What goes wrong with a frame; the first one sent in all is 1. */
  fault?: (number: number, packet: StoredPacket) => SeedlinkFault | undefined;
}

/** A SeedLink server on loopback. */
export interface SeedlinkServer extends AsyncDisposable {
  /** As the client is told it. */
  address: string;
  /** Connections, the oldest first. */
  sessions: SeedlinkSession[];
  /** Keeps the records of some miniSEED and sends them to those who asked. */
  add(bytes: Uint8Array): StoredPacket[];
}

/** Starts a server that speaks SeedLink 3 and 4, for clients to be tested against. */
export function startSeedlinkServer(options: SeedlinkServerOptions = {}): SeedlinkServer {
  const { version = 4, transport = "tcp", firstSequence = 1n, ringPackets = Infinity } = options;
  const { numbering = version === 3 ? "all" : "station" } = options;
  const ring = { from: 0, packets: [] as StoredPacket[] };
  const numbers = new Map<string, bigint>();
  const sessions: SeedlinkSession[] = [];
  const running = new Set<Promise<void>>();
  let [frames, waiting] = [0, Promise.withResolvers<void>()];
  const host = {
    ...{ version, ring, refused: options.refused ?? [] },
    added: () => waiting.promise,
    fault: (packet: StoredPacket) => options.fault?.(++frames, packet),
  };
  const begin = (session: SeedlinkSession) => {
    sessions.push(session);
    const run = session.run().finally(() => running.delete(run));
    running.add(run);
  };
  const wake = () => {
    waiting.resolve();
    waiting = Promise.withResolvers<void>();
  };
  const stop = transport === "tcp"
    ? listen((connection) => begin(new SeedlinkSession(tcpPeer(connection), host)))
    : serve((socket) => begin(new SeedlinkSession(webSocketPeer(socket), host)));
  return {
    address: stop.address,
    sessions,
    add(bytes) {
      const added: StoredPacket[] = [];
      for (const piece of cutMiniseed(bytes)) {
        if (piece.kind !== "record") continue;
        const { code, startTimeMs, sampleCount, samplingRateHz, byte, lengthBytes } = piece.record;
        const station = `${code.network}_${code.station}`;
        const counted = numbering === "all" ? "" : station;
        const sequence = numbers.get(counted) ?? firstSequence;
        numbers.set(counted, sequence + 1n);
        const endMs = startTimeMs + sampleCount * 1000 / samplingRateHz;
        const record = bytes.slice(byte, byte + lengthBytes);
        added.push({ station, sequence, code, endMs, record });
      }
      for (const packet of added) ring.packets.push(packet);
      const over = ring.packets.length - ringPackets;
      if (over > 0) {
        ring.packets.splice(0, over);
        ring.from += over;
      }
      wake();
      return added;
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.close();
      wake();
      await stop.close();
      await Promise.all(running);
    },
  };
}

interface Listener {
  address: string;
  close(): Promise<void>;
}

function listen(accept: (connection: Deno.TcpConn) => void): Listener {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) accept(connection);
  })();
  return {
    address: `seedlink://127.0.0.1:${listener.addr.port}`,
    close: async () => {
      listener.close();
      await accepting;
    },
  };
}

function serve(accept: (socket: WebSocket) => void): Listener {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    accept(socket);
    return response;
  });
  return {
    address: `seedlink+ws://127.0.0.1:${server.addr.port}/seedlink`,
    close: () => server.shutdown(),
  };
}

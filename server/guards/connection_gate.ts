import { serveLasting } from "../lasting_server.ts";
import type { ListeningServer } from "../listening_server.ts";

/** How long connections are borne with. */
export interface GateLimits {
  /** Milliseconds within which the head of the first request must be there. */
  readonly headMs: number;
  /** Milliseconds that a connection may stay on which the server writes nothing. */
  readonly silentMs: number;
  /** Connections at a time; more are closed at once. */
  readonly connections: number;
  /** Receives a sentence where connections cannot be taken. */
  readonly log: (line: string) => void;
}

/** Time in which a client may take the rest of an answer before the connection is closed. */
const LINGER_MS = 500;

/** Bytes of a head that are gathered; the server behind refuses long before. */
const MOST_HEAD_BYTES = 2 ** 19;

const BUFFER_BYTES = 2 ** 14;

/** The sides of a connection that was let through. */
interface Passage {
  readonly outside: Deno.TcpConn;
  readonly inside: Deno.TcpConn;
  /** When the server last wrote, by performance.now(). */
  writtenMs: number;
}

/**
 * Listens, and hands connections on to a server of its own on loopback once the head of a request is there:
 * Deno.serve itself waits for heads without end, so that whoever sends a byte now and then holds as many
 * connections as the machine has. HTTP/2, which begins without a head, is not spoken. Handlers see the
 * client's address, and requests that did not come through the gate are refused.
 */
export function serveThroughGate(
  address: { readonly hostname: string; readonly port: number },
  handler: Deno.ServeHandler<Deno.NetAddr>,
  limits: GateLimits,
): ListeningServer {
  const listener = Deno.listen(address);
  const gate = new ConnectionGate(limits);
  const server = serveLasting({ hostname: "127.0.0.1", port: 0 }, (request, info) => {
    const remoteAddr = gate.clients.get(info.remoteAddr.port);
    if (remoteAddr === undefined) return new Response(null, { status: 403 });
    return handler(request, { remoteAddr, completed: info.completed });
  }, limits.log);
  const entering = gate.enter(listener, server.addr);
  return {
    addr: listener.addr as Deno.NetAddr,
    finished: server.finished,
    shutdown: async () => {
      listener.close();
      await entering;
      await server.shutdown();
      gate.close();
    },
    cut: () => {
      listener.close();
      gate.close();
      server.cut();
    },
  };
}

class ConnectionGate {
  /** Who is behind a connection to the server, by its port. */
  readonly clients = new Map<number, Deno.NetAddr>();
  readonly #limits: GateLimits;
  readonly #waiting = new Set<Deno.TcpConn>();
  readonly #passages = new Set<Passage>();
  readonly #watch: ReturnType<typeof setInterval>;

  constructor(limits: GateLimits) {
    this.#limits = limits;
    this.#watch = setInterval(() => this.#closeSilent(), Math.min(5_000, limits.silentMs));
  }

  /**
   * Lets connections in until the listener is closed. Where the machine has no handles for one, those that
   * have not said anything whole yet give theirs.
   */
  async enter(listener: Deno.TcpListener, server: Deno.NetAddr): Promise<void> {
    for (;;) {
      try {
        const outside = await listener.accept();
        if (this.#waiting.size + this.#passages.size >= this.#limits.connections) outside.close();
        else void this.#pass(outside, server);
      } catch (error) {
        const isClosed = error instanceof Deno.errors.BadResource ||
          error instanceof Deno.errors.Interrupted;
        if (isClosed) return;
        this.#cutWaiting(error as Error);
        await pause(LINGER_MS);
      }
    }
  }

  /** Ends what is left. */
  close(): void {
    clearInterval(this.#watch);
    for (const connection of this.#waiting) closeQuietly(connection);
    for (const { outside, inside } of this.#passages) [outside, inside].forEach(closeQuietly);
  }

  async #pass(outside: Deno.TcpConn, server: Deno.NetAddr): Promise<void> {
    this.#waiting.add(outside);
    try {
      const head = await this.#readHead(outside);
      if (head === undefined) return;
      const inside = await this.#connect(server);
      const { port } = inside.localAddr;
      this.clients.set(port, outside.remoteAddr);
      const passage = { outside, inside, writtenMs: performance.now() };
      this.#passages.add(passage);
      this.#waiting.delete(outside);
      try {
        await writeAll(inside, head);
        const inwards = pump(outside, inside).catch(() => {}); // the answer tells more than its end
        await pump(inside, outside, () => passage.writtenMs = performance.now());
        await Promise.race([inwards, pause(LINGER_MS)]);
      } finally {
        this.#passages.delete(passage);
        this.clients.delete(port);
        closeQuietly(inside);
      }
    } catch {
      // One side has gone; so does the other.
    } finally {
      this.#waiting.delete(outside);
      closeQuietly(outside);
    }
  }

  async #connect({ hostname, port }: Deno.NetAddr): Promise<Deno.TcpConn> {
    try {
      return await Deno.connect({ hostname, port });
    } catch (error) {
      this.#cutWaiting(error as Error);
      throw error;
    }
  }

  #cutWaiting({ message }: Error): void {
    this.#limits.log(`Connections that waited were cut: ${message}.`);
    this.#waiting.forEach(closeQuietly);
  }

  /** Bytes up to the end of a head at least; undefined where it did not come. */
  async #readHead(outside: Deno.TcpConn): Promise<Uint8Array | undefined> {
    let head = new Uint8Array();
    const late = setTimeout(() => void refuse(outside, head.length), this.#limits.headMs);
    const buffer = new Uint8Array(BUFFER_BYTES);
    try {
      for (let seen = 0; !holdsEnd(head, seen);) {
        seen = Math.max(0, head.length - 3);
        const length = await outside.read(buffer);
        if (length === null || head.length > MOST_HEAD_BYTES) return undefined;
        const longer = new Uint8Array(head.length + length);
        longer.set(head);
        longer.set(buffer.subarray(0, length), head.length);
        head = longer;
      }
    } finally {
      clearTimeout(late);
    }
    return new TextDecoder().decode(head.subarray(0, 12)) === "PRI * HTTP/2" ? undefined : head;
  }

  #closeSilent(): void {
    const oldest = performance.now() - this.#limits.silentMs;
    for (const { outside, inside, writtenMs } of this.#passages) {
      if (writtenMs < oldest) [outside, inside].forEach(closeQuietly);
    }
  }
}

/** Whether an empty line is there, from a position on. */
function holdsEnd(bytes: Uint8Array, from: number): boolean {
  for (let i = bytes.indexOf(10, from); i >= 0; i = bytes.indexOf(10, i + 1)) {
    if (bytes[i + 1] === 10 || bytes[i + 1] === 13 && bytes[i + 2] === 10) return true;
  }
  return false;
}

/** Says why, where a request had begun, and hangs up. */
async function refuse(connection: Deno.TcpConn, received: number): Promise<void> {
  const answer = "HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
  try {
    if (received > 0) await writeAll(connection, new TextEncoder().encode(answer));
    await connection.closeWrite();
  } catch {
    // It has gone already.
  } finally {
    closeQuietly(connection);
  }
}

/** Passes everything on, and the end as well. */
async function pump(
  from: Deno.TcpConn,
  to: Deno.TcpConn,
  onPiece: () => void = () => {},
): Promise<void> {
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (;;) {
    const length = await from.read(buffer);
    if (length === null) break;
    await writeAll(to, buffer.subarray(0, length));
    onPiece();
  }
  await to.closeWrite();
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

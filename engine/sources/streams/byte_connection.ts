import { EnvironmentError } from "../../domain/mod.ts";

/** A connection of bytes in both directions, over TCP or WebSocket. */
export interface ByteConnection {
  /** The next bytes; undefined once the other side has closed. Throws where the connection broke. */
  read(): Promise<Uint8Array | undefined>;
  /** Sends one line, CR LF being added. */
  send(line: string): Promise<void>;
  /** Closes it; a waiting `read` ends. */
  close(): void;
}

const READ_BYTES = 65_536;
/** Most bytes that may wait to be read where the sender cannot be slowed down. */
const MOST_WAITING_BYTES = 16 * 2 ** 20;

/** Opens a TCP connection. Throws EnvironmentError "permission", or what the runtime throws. */
export async function connectTcp(
  { hostname, port, signal }: { hostname: string; port: number; signal: AbortSignal },
): Promise<ByteConnection> {
  let connection: Deno.TcpConn;
  try {
    connection = await Deno.connect({ hostname, port, signal });
  } catch (error) {
    throw asPermission(error, `${hostname}:${port}`);
  }
  connection.setNoDelay();
  let isOpen = true;
  const buffer = new Uint8Array(READ_BYTES);
  return {
    async read() {
      try {
        const length = await connection.read(buffer);
        return length === null ? undefined : buffer.slice(0, length);
      } catch (error) {
        if (!isOpen) return undefined;
        throw error;
      }
    },
    async send(line) {
      const bytes = new TextEncoder().encode(`${line}\r\n`);
      for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
    },
    close() {
      if (isOpen) connection.close();
      isOpen = false;
    },
  };
}

/**
 * Opens a WebSocket: a line is a message of text, a packet one of bytes. A server cannot be slowed
 * down here, so a reader that falls 16 MiB behind loses the connection and may resume.
 *
 * Source: International FDSN, SeedLink protocol 4.0, appendix A.
 */
export async function connectWebSocket(
  url: string,
  { signal }: { signal: AbortSignal },
): Promise<ByteConnection> {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url);
  } catch (error) {
    throw asPermission(error, new URL(url).host);
  }
  socket.binaryType = "arraybuffer";
  const waiting: Uint8Array[] = [];
  let [waitingBytes, ended, failure, wake] = [0, false, "", () => {}];
  const end = (why: string) => {
    [ended, failure] = [true, ended ? failure : why];
    wake();
  };
  socket.onmessage = ({ data }) => {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data);
    waitingBytes += bytes.length;
    waiting.push(bytes);
    if (waitingBytes > MOST_WAITING_BYTES) socket.close();
    wake();
  };
  socket.onclose = () => end("");
  socket.onerror = (event) => end((event as ErrorEvent).message || "the WebSocket failed");
  const abort = () => socket.close();
  signal.addEventListener("abort", abort, { once: true });
  await new Promise<void>((resolve) => {
    wake = resolve;
    socket.onopen = () => resolve();
  });
  signal.removeEventListener("abort", abort);
  if (ended) {
    throw new EnvironmentError(`Cannot connect to ${url}: ${failure || "closed"}.`, "network");
  }
  return {
    async read() {
      while (waiting.length === 0 && !ended) {
        await new Promise<void>((resolve) => wake = resolve);
      }
      const bytes = waiting.shift();
      waitingBytes -= bytes?.length ?? 0;
      if (bytes === undefined && failure !== "") throw new Error(failure);
      return bytes;
    },
    send(line) {
      if (socket.readyState !== WebSocket.OPEN) {
        return Promise.reject(new Error("the WebSocket is closed"));
      }
      socket.send(`${line}\r\n`);
      return Promise.resolve();
    },
    close() {
      end("");
      socket.close();
    },
  };
}

function asPermission(error: unknown, address: string): unknown {
  if (!(error instanceof Deno.errors.NotCapable)) return error;
  return new EnvironmentError(
    `Cannot connect to ${address}: Deno was not given the permission; add --allow-net=${address}.`,
    "permission",
    { cause: error },
  );
}

/** One client of the server, over TCP or WebSocket. */
export interface SeedlinkPeer {
  /** The next line; undefined once the client is gone. */
  readLine(): Promise<string | undefined>;
  /** Sends a line of text. */
  sendLine(line: string): Promise<void>;
  /** Sends the bytes of a frame, or a part of it. */
  sendBytes(bytes: Uint8Array): Promise<void>;
  /** Ends the connection, as a broken line does. */
  close(): void;
}

const encoder = new TextEncoder();

/** A client over TCP. */
export function tcpPeer(connection: Deno.TcpConn): SeedlinkPeer {
  connection.setNoDelay();
  const decoder = new TextDecoder();
  let text = "";
  let isOpen = true;
  const close = () => {
    if (isOpen) connection.close();
    isOpen = false;
  };
  const sendBytes = async (bytes: Uint8Array) => {
    for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
  };
  return {
    close,
    sendBytes,
    sendLine: (line) => sendBytes(encoder.encode(`${line}\r\n`)),
    async readLine() {
      for (;;) {
        const end = text.indexOf("\n");
        if (end >= 0) {
          const line = text.slice(0, end).trim();
          text = text.slice(end + 1);
          return line;
        }
        const buffer = new Uint8Array(4096);
        const length = await connection.read(buffer).catch(() => null);
        if (length === null) return undefined;
        text += decoder.decode(buffer.subarray(0, length), { stream: true });
      }
    },
  };
}

/** A client over WebSocket: lines are messages of text, frames messages of bytes. */
export function webSocketPeer(socket: WebSocket): SeedlinkPeer {
  const lines: string[] = [];
  let [isClosed, wake] = [false, () => {}];
  socket.onmessage = ({ data }) => {
    lines.push(
      ...String(data).split("\n").map((line) => line.trim()).filter((line) => line !== ""),
    );
    wake();
  };
  socket.onclose = socket.onerror = () => {
    isClosed = true;
    wake();
  };
  const opened = new Promise<void>((resolve) => socket.onopen = () => resolve());
  const send = async (data: string | Uint8Array<ArrayBuffer>) => {
    await opened;
    if (socket.readyState !== WebSocket.OPEN) throw new Error("the client is gone");
    socket.send(data);
    while (socket.bufferedAmount > 1 << 20 && !isClosed) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  return {
    sendLine: (line) => send(`${line}\r\n`),
    sendBytes: (bytes) => send(bytes.slice()),
    close: () => socket.close(),
    async readLine() {
      while (lines.length === 0 && !isClosed) await new Promise<void>((resolve) => wake = resolve);
      return lines.shift();
    },
  };
}

import type { LiveItem } from "./live_client.ts";
import { writeSocketText } from "./write_live_item.ts";

/** Bytes that may wait in a socket before more is sent. */
const MOST_WAITING_BYTES = 262_144;

/** How often it is looked whether they went, milliseconds; a WebSocket does not tell. */
const LOOK_MS = 50;

/** Sends items as text frames, and waits while the other end does not take them. */
export async function sendToSocket(socket: WebSocket, items: readonly LiveItem[]): Promise<void> {
  for (const item of items) {
    if (socket.readyState !== WebSocket.OPEN) return;
    const text = writeSocketText(item);
    if (text !== undefined) socket.send(text);
  }
  while (socket.readyState === WebSocket.OPEN && socket.bufferedAmount > MOST_WAITING_BYTES) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

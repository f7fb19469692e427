import type { LiveMessage } from "../../engine/domain/mod.ts";
import type { LiveItem } from "./live_client.ts";

/** A message is written once for all clients. */
const TEXTS = new WeakMap<object, string>();

/** Writes a message as JSON: {number?, kind, timeMs, data}. */
function writeMessage(message: LiveMessage): string {
  const text = TEXTS.get(message);
  if (text !== undefined) return text;
  const written = message.kind === "waveforms" ? writeWaveforms(message) : JSON.stringify(message);
  TEXTS.set(message, written);
  return written;
}

/** Each channel is written once, whichever of them a client follows. */
function writeWaveforms({ kind, timeMs, data }: LiveMessage & { kind: "waveforms" }): string {
  const parts = data.map((envelope) => {
    const text = TEXTS.get(envelope) ?? JSON.stringify(envelope);
    TEXTS.set(envelope, text);
    return text;
  });
  return `{"kind":"${kind}","timeMs":${timeMs},"data":[${parts.join(",")}]}`;
}

/**
 * Writes an item as a server-sent event; the number of a kept message is its id.
 *
 * Source: WHATWG, HTML Living Standard, 9.2 "Server-sent events".
 */
export function writeServerSentEvent(item: LiveItem): string {
  if (item.kind === "heartbeat") return ": heartbeat\n\n";
  if (item.kind === "gap") {
    return `event: gap\ndata: ${JSON.stringify({ missing: item.missing })}\n\n`;
  }
  const id = "number" in item ? `id: ${item.number}\n` : "";
  return `${id}event: ${item.kind}\ndata: ${writeMessage(item)}\n\n`;
}

/** Writes an item as the text of a WebSocket; none for a heartbeat, which WebSockets have of their own. */
export function writeSocketText(item: LiveItem): string | undefined {
  if (item.kind === "heartbeat") return undefined;
  if (item.kind === "gap") {
    return JSON.stringify({ kind: "gap", data: { missing: item.missing } });
  }
  return writeMessage(item);
}

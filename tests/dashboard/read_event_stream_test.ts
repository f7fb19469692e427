import { assertEquals } from "@std/assert";
import {
  readEventStream,
  type StreamEvent,
} from "../../server/page/dashboard/live/read_event_stream.ts";

/** Events of a text that comes in pieces of so many bytes. */
async function read(text: string, bytes = Infinity): Promise<StreamEvent[]> {
  const all = new TextEncoder().encode(text);
  const size = Math.min(bytes, all.length);
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (let at = 0; at < all.length; at += size) controller.enqueue(all.slice(at, at + size));
      controller.close();
    },
  });
  return await Array.fromAsync(readEventStream(body));
}

Deno.test("the examples of the standard are read as it says", async () => {
  assertEquals(await read("data: YHOO\ndata: +2\ndata: 10\n\n"), [
    { event: "message", data: "YHOO\n+2\n10", id: undefined },
  ]);
  const second =
    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
  assertEquals(await read(second), [
    { event: "comment", data: "test stream" },
    { event: "message", data: "first event", id: "1" },
    { event: "message", data: "second event", id: "" },
    { event: "message", data: " third event", id: undefined },
  ]);
  assertEquals((await read("data\n\ndata\ndata\n\ndata:")).map(({ data }) => data), ["", "\n"]);
});

Deno.test("events are whole however the bytes come, with every line ending", async () => {
  const text =
    'event: pick\nid: 41\ndata: {"place":"Nišyros 地震"}\n\n: beat\n\nevent: end\ndata: {}\n\n';
  const whole = await read(text);
  assertEquals(whole.map(({ event }) => event), ["pick", "comment", "end"]);
  for (const bytes of [1, 2, 3, 7]) {
    assertEquals(await read(text, bytes), whole);
    assertEquals(await read(text.replaceAll("\n", "\r\n"), bytes), whole);
  }
});

Deno.test("an event that is cut off is not told", async () => {
  assertEquals(await read("event: pick\ndata: {}\n"), []);
});

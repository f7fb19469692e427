import { assertEquals, assertStringIncludes } from "@std/assert";
import type { LiveEvent } from "../../../engine/domain/mod.ts";
import { writeQuakeml } from "../../../engine/sources/mod.ts";
import { makeEvent } from "../../engine/storage/database/database_fixture.ts";
import { problemOf } from "../server_fixture.ts";
import { NOW_MS, withLiveServer } from "./live_fixture.ts";

function post(url: string, magnitudes: readonly number[], query = ""): Promise<Response> {
  const events = magnitudes.map((magnitude, i) =>
    makeEvent(`smi:a/${i}`, { magnitude, timeMs: NOW_MS - 1000 * i, latitude: 35 })
  );
  return fetch(`${url}/v1/events${query}`, {
    method: "POST",
    headers: { "content-type": "application/xml" },
    body: [...writeQuakeml(events)].join(""),
  });
}

Deno.test("events that are sent are told to all who follow, once for each revision, with their status", () =>
  withLiveServer({}, async ({ url, feed, database }) => {
    assertEquals((await (await post(url, [5, 4])).json()).added, 2);
    assertEquals((await (await post(url, [5, 4.5])).json()).revised, 1);
    assertEquals((await (await post(url, [5, 4.5], "?status=reviewed")).json()).revised, 2);
    assertEquals((await (await post(url, [5.1, 4.5])).json()).revised, 1);
    const wrong = await problemOf(await post(url, [6], "?status=final"));
    assertEquals(wrong.status, 400);
    assertStringIncludes(`${wrong.detail}`, "reviewed");
    const told = feed.after(0).map(({ kind, timeMs, data }) => {
      const { id, revision, status, magnitude } = data as LiveEvent;
      return [kind, timeMs - NOW_MS, id.at(-1), revision, status, magnitude];
    });
    assertEquals(told, [
      ["event", 0, "0", 1, "automatic", 5],
      ["event", 0, "1", 1, "automatic", 4],
      ["event", 0, "1", 2, "automatic", 4.5],
      ["event", 0, "0", 2, "reviewed", 5],
      ["event", 0, "1", 3, "reviewed", 4.5],
      ["event", 0, "0", 3, "reviewed", 5.1],
    ]);
    assertEquals(database.events.query().length, 2);
  }));

import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { fetchCatalogueCsv, readEvents } from "../../engine/sources/mod.ts";
import { DAY_MS, withEvents } from "./fdsn_event_fixture.ts";

Deno.test("an ordinary FDSN client, seisplotjs, reads the service", () =>
  withEvents(async (_, url) => {
    const program = fileURLToPath(new URL("./seisplotjs_events.ts", import.meta.url));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-check", "--allow-all", "--no-config", "--no-lock"],
        ...["--node-modules-dir=none", program, new URL(url).port],
      ],
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    const line = new TextDecoder().decode(stdout).trim().split("\n").at(-1)!; // it logs requests there
    const found = JSON.parse(line.slice(line.indexOf('{"events"')));
    const event = (name: string, mag: number, more: object) => ({
      ...{ eventId: `smi:quakecast/id/${name}`, depth: 10_000, mag, type: "mww" },
      ...more,
    });
    assertEquals(found.events, [
      event("california", 7.1, { latitude: 36, longitude: -120, timeMs: 4 * DAY_MS }),
      event("japan", 6.1, { latitude: 35.5, longitude: 139.5, timeMs: DAY_MS }),
    ]);
    assertEquals(found.picks, ["MEM P"]);
    assertEquals(found.none, 0);
    assertEquals([found.catalogues, found.contributors], [["quakecast"], ["jma"]]);
    assertEquals(found.version, "1.2.0");
  }));

Deno.test("our own client fetches from our own service", () =>
  withEvents(async (_, url) => {
    const { csv, report } = await fetchCatalogueCsv({
      service: `${url}/fdsnws/event/1/`,
      startMs: 0,
      endMs: 9 * DAY_MS,
      box: { west: 170, south: -30, east: -170, north: 0 },
    });
    assertEquals(report.events, 2);
    const { events } = await readEvents({ name: "fetched", stream: new Blob([csv]).stream() });
    assertEquals(events.map(({ id, origins: [{ timeMs }] }) => [id, timeMs]), [
      ["fiji", 2 * DAY_MS],
      ["tonga", 3 * DAY_MS], // it keeps whole milliseconds
    ]);
  }));

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { EnvironmentError } from "../../engine/domain/mod.ts";
import { readCatalogue, readEvents, readQuakeml } from "../../engine/sources/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { serve } from "../../server/mod.ts";
import { makeEvent } from "../engine/storage/database/database_fixture.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { makeFullEvent, withEvents } from "./fdsn_event_fixture.ts";

Deno.test("every parameter chooses what it says, in every format", () =>
  withEvents(async (ask) => {
    const all = ["blast", "full", "california", "tonga", "fiji", "japan"];
    const cases: [string, string[]][] = [
      ["", all],
      ["orderby=time-asc", all.toReversed()],
      ["orderby=magnitude&limit=2", ["california", "japan"]],
      ["limit=2&offset=2", ["full", "california"]],
      ["minmagnitude=5.2&maxmag=6.1", ["tonga", "fiji", "japan"]],
      ["starttime=1970-01-03&endtime=1970-01-04T00:00:00.000125", ["tonga", "fiji"]],
      ["start=1970-01-03T00:00:00&end=1970-01-04T00:00:00.0001", ["fiji"]],
      ["minlat=-20&maxlat=-15&minlon=179&maxlon=-179", ["tonga", "fiji"]],
      ["minlatitude=35.6", ["blast", "california"]],
      ["lat=-18&lon=180&maxradius=1", ["tonga", "fiji"]],
      ["lat=-18&lon=180&maxradiuskm=60", ["tonga", "fiji"]],
      ["latitude=-18&longitude=179.5&minradius=0.5&maxradius=2", ["tonga"]],
      ["mindepth=100", ["fiji"]],
      ["eventtype=quarry%20blast", ["blast"]],
      ["magtype=MWW&minmag=7", ["california"]],
      ["eventid=fiji,smi:quakecast/id/japan", ["fiji", "japan"]],
      ["contributor=JMA", ["japan"]],
      ["catalog=quakecast&contributor=jma", ["japan"]],
      ["updatedafter=1970-01-10", all],
      ["nodata=404&minmag=7", ["california"]],
    ];
    for (const [query, ids] of cases) {
      for (const format of ["text", "geojson", "xml"]) {
        const response = await ask(`query?format=${format}&${query}`);
        assertEquals(response.status, 200, query);
        const stream = response.body!;
        const { events } = await readEvents({ name: query, stream });
        assertEquals(events.map(({ id }) => id), ids, `${query} as ${format}`);
      }
    }
  }));

Deno.test("the text is a line an event, and the media types are those of the formats", () =>
  withEvents(async (ask) => {
    const text = await ask("query?format=text&eventid=tonga");
    assertEquals(
      await text.text(),
      [
        "#EventID|Time|Latitude|Longitude|Depth/km|Author|Catalog|Contributor|ContributorID|" +
        "MagType|Magnitude|MagAuthor|EventLocationName|EventType",
        "tonga|1970-01-04T00:00:00.000125|-18|-179.5|10||||tonga|mww|5.2|||earthquake",
        "",
      ].join("\n"),
    );
    const types = await Promise.all(["text", "geojson", "xml", "quakeml"].map(async (format) => {
      const response = await ask(`query?format=${format}`);
      await response.body?.cancel();
      return response.headers.get("content-type");
    }));
    assertEquals(types, [
      "text/plain; charset=utf-8",
      "application/geo+json; charset=utf-8",
      "application/xml; charset=utf-8",
      "application/xml; charset=utf-8",
    ]);
  }));

Deno.test("QuakeML holds the preferred origin and magnitude, and all where that is asked for", () =>
  withEvents(async (ask) => {
    const read = async (more: string) => {
      const bytes = await (await ask(`query?eventid=full${more}`)).bytes();
      const { events, notes } = readQuakeml(bytes, "answer");
      assertEquals(notes, []);
      return events[0];
    };
    const plain = await read("");
    assertEquals(plain.origins.map(({ id }) => id), ["full/origin"]);
    assertEquals(plain.magnitudes.map(({ id }) => id), ["full/magnitude"]);
    assertEquals([plain.picks.length, plain.origins[0].arrivals.length], [0, 0]);
    const all = "&includeallorigins=true&includeallmagnitudes=TRUE&includearrivals=true";
    const { updatedMs: _, ...full } = { ...(await read(all)), updatedMs: 0 };
    assertEquals(full, makeFullEvent());
  }));

Deno.test("what cannot be answered is told as FDSN services do", () =>
  withEvents(async (ask) => {
    const cases: [string, number, RegExp][] = [
      ["minmag=9&nodata=404", 404, /No events match/],
      ["catalog=other&nodata=404", 404, /No events match/],
      ["minmag=x", 400, /Bad value "x" of "minmagnitude": expected a number/],
      ["minmag=0x10", 400, /Bad value/],
      ["minmag=Infinity", 400, /Bad value/],
      ["minmag=5&minmagnitude=6", 400, /more than once/],
      ["colour=red", 400, /Unknown parameter "colour"/],
      ["start=2026-13-01", 400, /Bad value.*expected a time/],
      ["start=yesterday", 400, /expected a time/],
      ["start=2026-01-02&end=2026-01-01", 400, /"starttime" is above "endtime"/],
      ["minlat=91", 400, /expected -90 to 90/],
      ["lat=10", 400, /both/],
      ["maxradius=10", 400, /needs "latitude"/],
      ["limit=0", 400, /at least 1/],
      ["limit=1.5", 400, /a whole number/],
      ["format=pdf", 400, /expected xml, quakeml, text, geojson/],
      ["orderby=size", 400, /expected time/],
      ["includearrivals=maybe", 400, /true or false/],
      ["eventid=", 400, /expected a text/],
    ];
    for (const [query, status, message] of cases) {
      const response = await ask(`query?${query}`);
      const text = await response.text();
      assertEquals(response.status, status, query + text);
      assertMatch(text, new RegExp(`^Error ${status}: `));
      assertMatch(text, message);
      assertStringIncludes(text, `Request:\n`);
      assertMatch(text, /Service version:\n1\.2\.0\n$/);
    }
    const none = await ask("query?minmag=9");
    assertEquals([none.status, await none.text()], [204, ""]);
    const injected = await ask(`query?eventid=${encodeURIComponent("x'); DROP TABLE events;--")}`);
    assertEquals(injected.status, 204);
    assertEquals((await (await ask("query?format=text")).text()).split("\n").length, 8);
    const post = await ask("query").then((one) => fetch(one.url, { method: "POST", body: "x" }));
    assertEquals(post.status, 405);
    await post.body?.cancel();
  }));

Deno.test("version, catalogues, contributors, WADL and help are there", () =>
  withEvents(async (ask, url) => {
    const text = async (path: string) => await (await ask(path)).text();
    assertEquals(await text("version"), "1.2.0");
    assertStringIncludes(await text("catalogs"), "<Catalog>quakecast</Catalog>");
    assertStringIncludes(await text("contributors"), "<Contributor>jma</Contributor>");
    const wadl = await text("application.wadl");
    for (const name of ["starttime", "minmagnitude", "includearrivals", "nodata"]) {
      assertStringIncludes(wadl, `<param name="${name}" style="query"`);
    }
    assertStringIncludes(wadl, `base="${url}/fdsnws/event/1/"`);
    assertStringIncludes(await text(""), "minmagnitude, minmag");
  }));

Deno.test("too many events at a time are refused, and given piece by piece", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    {
      using database = openDatabase(path, { mode: "create" });
      const many = Array.from({ length: 20_001 }, (_, i) => makeEvent(`e${i}`, { timeMs: i }));
      database.events.put(many, { recordedMs: 1 });
    }
    const server = await serve({ port: 0, models: folder, database: path }, { log: () => {} });
    const ask = (query: string) => fetch(`${server.url}/fdsnws/event/1/query?format=text&${query}`);
    try {
      const refused = await ask("");
      assertEquals(refused.status, 413);
      assertMatch(await refused.text(), /20001 events match, and at most 20000/);
      const { body } = await ask("limit=20000&orderby=time-asc");
      const brief = await fetch(`${server.url}/v1/events?limit=20000`);
      assertEquals((await brief.json()).events.length, 2_000, "of those that are read at once");
      const { catalogue } = await readCatalogue({ name: "first", stream: body! });
      assertEquals([catalogue.size, catalogue.id.at(19_999)], [20_000, "e19999"]);
      assertMatch(await (await ask("offset=20001&orderby=time-asc")).text(), /\ne20000\|/);
    } finally {
      await server.stop();
      await server.finished;
    }
  }));

Deno.test("with API keys the service needs one, and without a database there is none", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    openDatabase(path, { mode: "create" }).close();
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("secret"));
    await Deno.writeTextFile(`${folder}/keys`, new Uint8Array(digest).toHex() + "\n");
    const statusOf = async (options: Record<string, unknown>, headers: HeadersInit = {}) => {
      const server = await serve({ port: 0, models: folder, ...options }, { log: () => {} });
      const response = await fetch(`${server.url}/fdsnws/event/1/version`, { headers });
      await response.body?.cancel();
      await server.stop();
      await server.finished;
      return response.status;
    };
    const guarded = { database: path, apiKeysFile: `${folder}/keys` };
    assertEquals(await statusOf(guarded), 401);
    assertEquals(await statusOf(guarded, { authorization: "Bearer secret" }), 200);
    assertEquals(await statusOf({}), 404);
    const missing = () => statusOf({ database: `${folder}/none.db` });
    const error = await assertRejects(missing, EnvironmentError, "there is no such file");
    assert(error !== undefined);
  }));

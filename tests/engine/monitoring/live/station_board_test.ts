import { assertEquals } from "@std/assert";
import type { LiveNotice, Trace } from "../../../../engine/domain/mod.ts";
import { StationBoard } from "../../../../engine/monitoring/live/station_board.ts";

const START_MS = Date.UTC(2026, 0, 1);

const NAMES = ["S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7"];

function boardOf(names: readonly string[]): StationBoard {
  return new StationBoard(names.map((station, i) => ({
    ...{
      network: "XX",
      station,
      latitude: i,
      longitude: 0,
      elevationM: 0,
      siteName: "",
      channels: [],
    },
  })));
}

/** A second of samples that ends when it comes. */
function packet(station: string, endMs: number): Trace {
  return {
    code: { network: "XX", station, location: "", channel: "HHZ" },
    startTimeMs: endMs - 1000,
    samplingRateHz: 100,
    samples: new Float64Array(100),
  };
}

/** Notices of a minute and more: each second the stations that are heard then send a packet. */
function follow(
  names: readonly string[],
  { seconds, isHeard }: { seconds: number; isHeard: (name: string, second: number) => boolean },
): [second: number, notice: LiveNotice][] {
  const board = boardOf(names);
  return Array.from({ length: seconds }, (_, second) => {
    const nowMs = START_MS + 1000 * second;
    for (const name of names) if (isHeard(name, second)) board.hear(packet(name, nowMs), nowMs);
    return board.review(nowMs).map((told): [number, LiveNotice] => [second, told]);
  }).flat();
}

Deno.test("stations that are all heard at the start are told of once", () => {
  const isHeard = (name: string, second: number) => second >= 3 + Number(name[1]) / 2;
  assertEquals(follow(NAMES, { seconds: 90, isHeard }), [
    [7, {
      ...{ level: "information", kind: "stations heard" },
      message: "8 of 8 stations are heard.",
    }],
  ]);
});

Deno.test("stations that are silent at the start are named, and told of when they are heard", () => {
  const isHeard = (name: string, second: number) => name < "S2" || name === "S2" && second >= 40;
  const told = follow(NAMES, { seconds: 90, isHeard });
  assertEquals(told.map(([second, { kind, message }]) => [second, kind, message]), [
    [
      10,
      "stations heard",
      "2 of 8 stations are heard; silent: XX.S2, XX.S3, XX.S4, XX.S5, XX.S6 and 1 more.",
    ],
    [40, "station back", "XX.S2 is heard."],
  ]);
});

Deno.test("a station that falls silent is told of, and told of again when it is back", () => {
  const isHeard = (name: string, second: number) => name !== "S1" || second < 20 || second > 100;
  const told = follow(NAMES.slice(0, 2), { seconds: 120, isHeard });
  assertEquals(told.map(([second, { kind }]) => [second, kind]), [
    [0, "stations heard"],
    [80, "station lost"],
    [101, "station back"],
  ]);
});

Deno.test("a network that is not heard is not told of", () => {
  assertEquals(follow(NAMES, { seconds: 90, isHeard: () => false }), []);
});

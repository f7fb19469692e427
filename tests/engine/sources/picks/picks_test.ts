import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError, type Pick, type SeismicEvent } from "../../../../engine/domain/mod.ts";
import {
  readCatalogue,
  readPicks,
  readWholeFile,
  writeEventsCsv,
  writePicksCsv,
  writeQuakeml,
} from "../../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";

const read = (text: string) => readPicks(new TextEncoder().encode(text), "picks");

const PICKS: readonly Pick[] = [
  {
    id: 'a,"b"',
    code: { network: "NC", station: "MEM", location: "00", channel: "HHZ" },
    phase: "Pg",
    timeMs: 1_600_000_000_123.4375,
    probability: 0.93,
    timeErrorSeconds: 0.04,
    weight: 0.5,
    amplitude: -1.5e-7,
    amplitudeUnit: "m/s",
    method: "phasenet",
  },
  {
    id: "c",
    code: { network: "", station: "MORC", location: "", channel: "" },
    phase: "S",
    timeMs: -1,
  },
];

Deno.test("picks come back from CSV, JSON and QuakeML as they were", () => {
  assertEquals(read([...writePicksCsv(PICKS)].join("")), { picks: PICKS, notes: [] });
  assertEquals(read(JSON.stringify(PICKS)).picks, PICKS);
  assertEquals(read(JSON.stringify({ picks: PICKS })).picks, PICKS);
  const event: SeismicEvent = {
    id: "e",
    eventType: "",
    descriptions: [],
    origins: [],
    magnitudes: [],
    picks: PICKS,
  };
  assertEquals(read([...writeQuakeml([event])].join("")).picks, PICKS);
  assertEquals(read([...writePicksCsv([])].join("")).picks, []);
});

Deno.test("tables of other programs, by their names", () => {
  const { picks } = read(
    "station_id\tphase_time\tphase_score\tphase_type\tbegin_time\n" +
      "CI.CCC..BH\t2020-10-01T00:00:01.5\t0.7\tP\tx\n",
  );
  assertEquals(picks, [{
    id: "pick/1",
    code: { network: "CI", station: "CCC", location: "", channel: "BH" },
    phase: "P",
    timeMs: Date.UTC(2020, 9, 1, 0, 0, 1, 500),
    probability: 0.7,
  }]);
  const twice = read("id,station,phase,time\n1,A.B,P,2020-01-01\n1,A.C,P,2020-01-01\n");
  assertEquals([twice.picks.length, twice.notes[0].kind], [1, "left out"]);
});

const REFUSED: readonly [string, string, RegExp][] = [
  ["nothing", "", /it is empty/],
  ["other columns", "a,b\n1,2\n", /no column station, phase, time/],
  ["no phase", "station,phase,time\nA.B,,2020-01-01\n", /phase of a pick \(picks, line 2/],
  ["a wrong time", "station,phase,time\nA.B,P,soon\n", /time of a pick .*value "soon"/],
  ["a probability beyond", "station,phase,time,probability\nA.B,P,2020-01-01,1.5\n", /from 0 to 1/],
  ["no station", "station,phase,time\n,P,2020-01-01\n", /station of a pick/],
  ["a code too long", "code,phase,time\nA.B.C.D.E,P,2020-01-01\n", /station of a pick/],
  ["damaged JSON", "[{", /as JSON/],
  ["JSON of another kind", '{"a":1}', /Cannot find picks/],
  ["JSON without a station", "[1]", /station of a pick \(picks, field "station"/],
  ["another XML", "<a/>", /root is another element/],
  [
    "lists of two lengths",
    "fname\tt0\tidx_p\tprob_p\tidx_s\tprob_s\n2020-10-01T00.CI.BOM..HH\t0\t[1,2]\t[0.5]\t[]\t[]\n",
    /Cannot match the lists.*expected 2 values/,
  ],
  [
    "a record without a time",
    "fname\tt0\tidx_p\tprob_p\tidx_s\tprob_s\nBOM\t0\t[1]\t[0.5]\t[]\t[]\n",
    /when and where.*value "BOM"/,
  ],
];

for (const [what, text, message] of REFUSED) {
  Deno.test(`picks are refused: ${what}`, () => {
    assertMatch(assertThrows(() => read(text), InputError).message, message);
  });
}

testWithSharedData("two days of PhaseNet's picks are all read", async () => {
  const path = sharedFile("data/arrivals/ridgecrest_picks/phasenet_picks_2020-10-01.tsv.gz");
  const { picks, notes } = readPicks(await readWholeFile(path), path);
  const count = (phase: string) => picks.filter((pick) => pick.phase === phase).length;
  assertEquals([picks.length, count("P"), count("S"), notes], [62_314, 32_737, 29_577, []]);
  assertEquals(picks[0], {
    id: "2020-10-01T00.CI.BOM..HH/P/14736",
    code: { network: "CI", station: "BOM", location: "", channel: "HH" },
    phase: "P",
    timeMs: Date.UTC(2020, 9, 1, 0, 2, 27, 360),
    probability: 0.637,
    amplitude: 1.561e-5,
    method: "phasenet",
  });
});

Deno.test("events are written as a catalogue that is read", async () => {
  const origin = {
    id: "o",
    timeMs: 1_600_000_000_000.5,
    latitude: 35.25,
    longitude: -117.5,
    depthKm: NaN,
    arrivals: [],
  };
  const events: SeismicEvent[] = [
    {
      id: "smi:local/1",
      eventType: "quarry blast",
      agency: "quakecast",
      updatedMs: 1_700_000_000_000,
      descriptions: ['near "A", B'],
      origins: [{ ...origin, id: "other", latitude: 0 }, origin],
      preferredOriginId: "o",
      magnitudes: [{ id: "m", magnitude: 2.5, magnitudeType: "ML", error: 0.2 }],
      picks: [],
    },
    { id: "2", eventType: "", descriptions: [], origins: [], magnitudes: [], picks: [] },
    { id: "3", eventType: "", descriptions: [], origins: [origin], magnitudes: [], picks: [] },
  ];
  const { catalogue, report } = await readCatalogue({
    name: "events.csv",
    stream: new Blob([...writeEventsCsv(events)]).stream(),
  });
  assertEquals([report.layout, report.rows, catalogue.size], ["usgs_csv", 2, 2]);
  assertEquals([...catalogue.timeMs], [1_600_000_000_000.5, 1_600_000_000_000.5]);
  assertEquals([...catalogue.latitude, ...catalogue.depthKm], [35.25, 35.25, NaN, NaN]);
  assertEquals([...catalogue.magnitude], [2.5, NaN]);
  assertEquals([catalogue.id.at(0), catalogue.eventType.at(0)], ["smi:local/1", "quarry blast"]);
  assertEquals([catalogue.contributor.at(0), catalogue.magnitudeType.at(0)], ["quakecast", "ML"]);
  assertEquals(catalogue.updatedMs[0], 1_700_000_000_000);
});

Deno.test("mutated tables of picks give picks or an InputError", () => {
  const seeds = [
    [...writePicksCsv(PICKS)].join(""),
    JSON.stringify(PICKS),
    "fname\tt0\tidx_p\tprob_p\tidx_s\tprob_s\n2020-10-01T00.CI.BOM..HH\t0\t[1]\t[0.5]\t[]\t[]\n",
  ].map((text) => new TextEncoder().encode(text));
  fc.assert(
    fc.property(
      fc.nat(2),
      fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (which, changes) => {
        const bytes = seeds[which].slice();
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        try {
          readPicks(bytes, "mutated");
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      },
    ),
    { seed: 6, numRuns: 600 },
  );
});

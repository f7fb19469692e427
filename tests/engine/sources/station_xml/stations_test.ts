import { assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError, type InstrumentResponse } from "../../../../engine/domain/mod.ts";
import { readStations } from "../../../../engine/sources/mod.ts";
import { normaliseInputUnit } from "../../../../engine/sources/station_xml/input_units.ts";

const read = (text: string) => readStations(new TextEncoder().encode(text), "test");

function stationXml(response: string, attributes = ""): string {
  return `<FDSNStationXML xmlns="http://www.fdsn.org/xml/station/1" schemaVersion="1.2">
<Network code="XX"><Station code="ABC"><Latitude>10</Latitude><Longitude>20</Longitude>
<Elevation>30</Elevation><Site><Name>Place</Name></Site>
<Channel code="HHZ" locationCode="--" ${attributes}><Latitude>10</Latitude>
<Longitude>20</Longitude><Elevation>30</Elevation><Depth>1</Depth><SampleRate>100</SampleRate>
<Response>${response}</Response></Channel></Station></Network></FDSNStationXML>`;
}

function sensitivity(unit: string): string {
  return `<InstrumentSensitivity><Value>5</Value><Frequency>1</Frequency>
<InputUnits><Name>${unit}</Name></InputUnits><OutputUnits><Name>counts</Name></OutputUnits>
</InstrumentSensitivity>`;
}

/** |A0 × zeros / poles| at a frequency, in whatever unit the roots are. */
function gainAt(omega: number, { factor, poles, zeros }: {
  factor: number;
  poles: readonly { real: number; imaginary: number }[];
  zeros: readonly { real: number; imaginary: number }[];
}): number {
  const size = (roots: typeof poles) =>
    roots.reduce((product, one) => product * Math.hypot(one.real, omega - one.imaginary), 1);
  return factor * size(zeros) / size(poles);
}

Deno.test("roots in hertz become radians a second with the same gain at every frequency", () => {
  const poles = [{ real: -0.7, imaginary: 0.7 }, { real: -0.7, imaginary: -0.7 }];
  const zeros = [{ real: 0, imaginary: 0 }];
  const root = (name: string, { real, imaginary }: { real: number; imaginary: number }) =>
    `<${name}><Real>${real}</Real><Imaginary>${imaginary}</Imaginary></${name}>`;
  const { stations: [{ channels: [channel] }], notes } = read(stationXml(
    sensitivity("M/S") + `<Stage number="1"><PolesZeros>
<PzTransferFunctionType>LAPLACE (HERTZ)</PzTransferFunctionType>
<NormalizationFactor>2</NormalizationFactor>` + zeros.map((z) => root("Zero", z)).join("") +
      poles.map((p) => root("Pole", p)).join("") + "</PolesZeros></Stage>",
  ));
  assertEquals(notes, []);
  const { response } = channel as { response: InstrumentResponse };
  for (const frequency of [0.1, 0.7, 3, 20]) {
    const theirs = gainAt(frequency, { factor: 2, poles, zeros });
    const ours = gainAt(2 * Math.PI * frequency, {
      ...response,
      factor: response.normalisationFactor,
    });
    assertAlmostEquals(ours, theirs, 1e-12);
  }
});

Deno.test("units of ground motion, however they are written", () => {
  const units: readonly [string, string | undefined, number?][] = [
    ["M/S", "m/s", 1],
    ["m/s", "m/s", 1],
    ["nm/s", "m/s", 1e-9],
    ["M", "m", 1],
    ["MM", "m", 1e-3],
    ["M/S**2", "m/s**2", 1],
    ["m/s^2", "m/s**2", 1],
    ["M/S/S", "m/s**2", 1],
    ["M/(S**2)", "m/s**2", 1],
    ["cm/s**2", "m/s**2", 1e-2],
    ["V", undefined],
    ["PA", undefined],
    ["M/V", undefined],
    ["COUNTS", undefined],
    ["", undefined],
  ];
  for (const [name, unit, metres] of units) {
    assertEquals(normaliseInputUnit(name), unit && { name: unit, metres }, name);
  }
  const { stations: [{ channels }] } = read(stationXml(sensitivity("NM/S")));
  assertAlmostEquals(channels[0].response!.sensitivity, 5e9, 1);
  assertEquals([channels[0].location, channels[0].startMs, channels[0].endMs], [
    "",
    -Infinity,
    Infinity,
  ]);
});

Deno.test("stages that change the signal and are not understood are noted, filters are not", () => {
  const stages = (inner: string) => read(stationXml(sensitivity("M/S") + inner)).notes;
  const analogue = `<Stage number="1"><PolesZeros><PzTransferFunctionType>LAPLACE (RADIANS/SECOND)
</PzTransferFunctionType><NormalizationFactor>1</NormalizationFactor></PolesZeros></Stage>`;
  const digital = `<Stage number="2"><FIR/><Decimation/><StageGain/></Stage>`;
  assertEquals(stages(analogue + digital), []);
  const list = stages(analogue + `<Stage number="3"><ResponseList/></Stage>`);
  assertEquals(list.map(({ kind, element }) => [kind, element]), [
    ["stage not understood", "ResponseList"],
  ]);
  const wrong = stages(
    analogue.replace(
      "<NormalizationFactor>",
      "<NormalizationFrequency>1</NormalizationFrequency><Pole><Real>-1</Real>" +
        "<Imaginary>0</Imaginary></Pole><NormalizationFactor>",
    ),
  );
  assertEquals(wrong.map(({ kind }) => kind), ["wrong normalisation"]);
});

Deno.test("an elevation that no station has is noted, and the station put at sea level", () => {
  const { stations, notes } = read(
    stationXml("").replaceAll("<Elevation>30<", "<Elevation>1622441908.54<"),
  );
  assertEquals(stations[0].elevationM, 0);
  assertEquals(stations[0].channels[0].elevationM, 0);
  assertEquals(notes.map(({ kind }) => kind).toSorted(), [
    ...["no elevation", "wrong value", "wrong value"],
  ]);
});

Deno.test("tables of stations by their columns", () => {
  const { stations, notes } = read(
    "name,network,station,lat,lon,elevation(km)\nHill,NC,MEM,37,-121,0.5\n,NC,AAA,36,-120,\n",
  );
  assertEquals(
    stations.map(({ station, siteName, elevationM }) => [station, siteName, elevationM]),
    [
      ["MEM", "Hill", 500],
      ["AAA", "", 0],
    ],
  );
  assertEquals(notes.map(({ kind, line, value }) => [kind, line, value]), [
    ["no elevation", 3, "NC.AAA"],
  ]);
  const moved = read("station,latitude,longitude,elevation\nA.B,1,2,0\nA.B,1.5,2,0\n");
  assertEquals(moved.stations.length, 1);
  assertEquals(moved.notes.map(({ kind }) => kind), ["station moved"]);
});

const REFUSED: readonly [string, string, RegExp][] = [
  ["nothing", "", /it is empty/],
  ["other columns", "a,b\n1,2\n", /no column station, latitude, longitude/],
  [
    "a latitude beyond",
    "station,latitude,longitude\nA,91,2\n",
    /line 2, field "latitude", value "91"/,
  ],
  [
    "a longitude that is none",
    "station,latitude,longitude\nA,1,x\n",
    /field "longitude", value "x"/,
  ],
  ["no latitude", "station,latitude,longitude\nA,,1\n", /field "latitude"/],
  [
    "an elevation beyond all mountains",
    "station,latitude,longitude,elevation\nA,1,2,1622441908\n",
    /line 2, field "elevation", value "1622441908"\); expected -20000 to 10000/,
  ],
  [
    "metres given as kilometres",
    "station,latitude,longitude,elevation(km)\nA,1,2,500\n",
    /field "elevation_km", value "500"\); expected -20 to 10/,
  ],
  ["a row too short", "station,latitude,longitude\nA,1\n", /row of 2 fields \(test, line 2\)/],
  [
    "a time that is none",
    "Network|Station|Latitude|Longitude|Elevation|SiteName|StartTime|EndTime\n" +
    "A|B|1|2|3|x|soon|\n",
    /line 2, field "start", value "soon"/,
  ],
  ["JSON", "{}", /Cannot find stations in/],
  ["HTML", "<html><body>x</body></html>", /its root is another element/],
  ["entities", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', /declares entities/],
];

for (const [what, text, message] of REFUSED) {
  Deno.test(`stations are refused: ${what}`, () => {
    assertMatch(assertThrows(() => read(text), InputError).message, message);
  });
}

Deno.test("mutated station documents give stations, notes or an InputError", () => {
  const seeds = [
    stationXml(sensitivity("M/S") + "<Stage><PolesZeros/></Stage>"),
    "#Network|Station|Latitude|Longitude|Elevation|SiteName|StartTime|EndTime\n" +
    "TA|A04A|48.7|-122.7|23.0|Lummi|2004-09-19T00:00:00|2008-02-19T23:59:59\n",
  ].map((text) => new TextEncoder().encode(text));
  fc.assert(
    fc.property(
      fc.nat(1),
      fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.option(fc.nat(5000)),
      (which, changes, cut) => {
        const bytes = seeds[which].slice(0, cut ?? undefined);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        try {
          readStations(bytes, "mutated");
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      },
    ),
    { seed: 4, numRuns: 600 },
  );
});

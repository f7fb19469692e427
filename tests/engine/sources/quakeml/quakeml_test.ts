import { assertAlmostEquals, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  ConfigurationError,
  InputError,
  type SeismicEvent,
} from "../../../../engine/domain/mod.ts";
import {
  asResourceIdentifier,
  readCatalogue,
  readQuakeml,
  writeQuakeml,
} from "../../../../engine/sources/mod.ts";
import {
  anglesOfEllipsoid,
  ellipsoidOfAngles,
} from "../../../../engine/sources/quakeml/confidence_ellipsoid.ts";
import {
  kilometresOfMetres,
  metresOfKilometres,
} from "../../../../engine/sources/quakeml/round_digits.ts";
import { findSchemaFaults } from "./bed_schema.ts";
import { fromResourceIdentifier } from "../../../../engine/sources/quakeml/resource_identifier.ts";

const EVENT: SeismicEvent = {
  id: "event 1",
  eventType: "earthquake",
  agency: "quakecast",
  updatedMs: 1.7e12,
  descriptions: ['near <A> & "B"\n\tand\r more'],
  origins: [{
    id: "o1",
    timeMs: 1_600_000_000_000.125,
    latitude: 35.123456789,
    longitude: -117.5,
    depthKm: 8.1,
    timeErrorSeconds: 0.05,
    horizontalErrorKm: 0.7,
    depthErrorKm: 1.3,
    ellipsoid: ellipsoidOfAngles({
      halfAxesKm: [3, 2, 1],
      plungeDegrees: 71,
      azimuthDegrees: 203,
      rotationDegrees: 12,
    }, 0.68),
    azimuthalGapDegrees: 93,
    rootMeanSquareSeconds: 0.11,
    arrivals: [{
      id: "o1/arrival/1",
      pickId: "NC.MEM..HHZ|P|1",
      phase: "Pg",
      distanceKm: 12.25,
      azimuthDegrees: 271.5,
      residualSeconds: -0.02,
      weight: 0.9,
    }],
    method: "quakecast layered ak135",
    remarks: ["depth is not constrained"],
  }],
  preferredOriginId: "o1",
  magnitudes: [
    { id: "m", magnitude: 2.5, magnitudeType: "ML", error: 0.2, stationCount: 1, originId: "o1" },
    {
      id: "m~1",
      magnitude: 2.4,
      magnitudeType: "ML",
      station: "NC.MEM",
      originId: "o1",
      method: "simulated Wood-Anderson",
      remarks: ["saturated"],
    },
  ],
  preferredMagnitudeId: "m",
  picks: [{
    id: "NC.MEM..HHZ|P|1",
    code: { network: "NC", station: "MEM", location: "", channel: "HHZ" },
    phase: "P",
    timeMs: 1_600_000_002_500.25,
    probability: 0.93,
    timeErrorSeconds: 0.04,
    weight: 0.5,
    amplitude: 1.5e-6,
    amplitudeUnit: "counts",
    method: "phasenet 190703",
  }],
};

function reread(events: readonly SeismicEvent[]) {
  const written = [...writeQuakeml(events)].join("");
  return { written, ...readQuakeml(new TextEncoder().encode(written), "written") };
}

Deno.test("an event with all there is comes back as it was, by a document without faults", () => {
  const { events, notes, written } = reread([EVENT, { ...EVENT, id: "event 2" }]);
  assertEquals(notes, []);
  assertEquals(findSchemaFaults(written), []);
  // The check itself finds what is wrong.
  assertMatch(findSchemaFaults(written.replace(/<mag>.*?<\/mag>/s, "")).join(), /0 mag\b/);
  assertMatch(
    findSchemaFaults(written.replace("<value>8100<", "<value>deep<")).join(),
    /no double/,
  );
  assertEquals(events, [EVENT, { ...EVENT, id: "event 2" }]);
});

Deno.test("any text is carried by an identifier that QuakeML takes", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 30 }), (points) => {
      const text = String.fromCodePoint(...points);
      const id = asResourceIdentifier(text);
      assertEquals(
        fromResourceIdentifier(id),
        new TextDecoder().decode(new TextEncoder().encode(text)),
      );
      assertMatch(id, /^(smi|quakeml):\w[\w\-.*()~']{2,}\/[\w\-.*()~'][\w\-.*()+?~'=,;#/&]*$/);
    }),
    { seed: 1, numRuns: 100 },
  );
  for (const id of ["smi:quakecast/id/a~20b", "smi:quakecast/id/~", "smi:local/x~20"]) {
    assertEquals(fromResourceIdentifier(asResourceIdentifier(id)), id);
  }
});

Deno.test("kilometres become metres and come back, whatever the number", () => {
  const written: readonly [number, string][] = [
    [0, "0"],
    [8.1, "8100"],
    [-0.25, "-250"],
    [0.0001, "0.1"],
    [155.5297, "155529.7"],
    [1e-7, "1e-4"],
    [1e21, "1e24"],
    [33.333333333333336, "33333.333333333336"],
  ];
  for (const [kilometres, metres] of written) {
    assertEquals(metresOfKilometres(kilometres), metres);
    assertEquals(
      Number(metres),
      Number(`${kilometres}e3`.replace(/e(.*)e3/, (_, power) => `e${Number(power) + 3}`)),
    );
  }
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
      (kilometres) => {
        assertEquals(kilometresOfMetres(metresOfKilometres(kilometres)), kilometres + 0);
      },
    ),
    { seed: 7, numRuns: 1000 },
  );
});

Deno.test("an ellipsoid turned by its angles has the axes that rotation matrices give", () => {
  // North, east and down axes turned by azimuth about down, then up about east by the plunge's negative,
  // then about the longest axis: checked by matrices multiplied here.
  const degree = Math.PI / 180;
  const multiply = (a: number[][], b: number[][]) =>
    a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
  for (const [plunge, azimuth, rotation] of [[0, 0, 0], [30, 40, 0], [10, 200, 75], [89, 1, 179]]) {
    const [p, a, r] = [-plunge * degree, azimuth * degree, rotation * degree];
    const turned = multiply(
      multiply(
        [[Math.cos(a), -Math.sin(a), 0], [Math.sin(a), Math.cos(a), 0], [0, 0, 1]],
        [[Math.cos(p), 0, Math.sin(p)], [0, 1, 0], [-Math.sin(p), 0, Math.cos(p)]],
      ),
      [[1, 0, 0], [0, Math.cos(r), -Math.sin(r)], [0, Math.sin(r), Math.cos(r)]],
    );
    const { directions } = ellipsoidOfAngles({
      halfAxesKm: [3, 2, 1],
      plungeDegrees: plunge,
      azimuthDegrees: azimuth,
      rotationDegrees: rotation,
    }, 0.68);
    directions.forEach(([east, north, down], axis) => {
      assertAlmostEquals(north, turned[0][axis], 1e-9);
      assertAlmostEquals(east, turned[1][axis], 1e-9);
      assertAlmostEquals(down, turned[2][axis], 1e-9);
    });
    const angles = anglesOfEllipsoid({ probability: 0.68, halfAxesKm: [3, 2, 1], directions });
    assertEquals([angles.plungeDegrees, angles.azimuthDegrees, angles.rotationDegrees], [
      plunge,
      azimuth,
      rotation,
    ]);
  }
});

Deno.test("QuakeML is a catalogue: preferred origin and magnitude, bad rows counted", async () => {
  const other = {
    ...EVENT,
    id: "event 2",
    origins: [{ ...EVENT.origins[0], id: "first", latitude: 1 }, ...EVENT.origins],
  };
  const unknown = { ...EVENT, id: "event 3", magnitudes: [], preferredMagnitudeId: undefined };
  const bare = { ...EVENT, id: "event 4", origins: [] };
  const source = (events: SeismicEvent[]) => ({
    name: "a.xml",
    stream: new Blob([...writeQuakeml(events)]).stream(),
  });
  const { catalogue, report } = await readCatalogue(source([EVENT, other, unknown, bare]), {
    onBadRow: "skip",
  });
  assertEquals([report.layout, report.rows, report.skippedRows], ["quakeml", 4, 1]);
  assertEquals(report.skippedByField, { origin: 1 });
  assertEquals([...catalogue.latitude], [35.123456789, 35.123456789, 35.123456789]);
  assertEquals([...catalogue.magnitude], [2.5, 2.5, NaN]);
  assertEquals([catalogue.id.at(0), catalogue.contributor.at(0)], ["event 1", "quakecast"]);
  assertEquals(catalogue.magnitudeType.at(0), "ML");
  const failed = await assertRejects(() => readCatalogue(source([EVENT, bare])), InputError);
  assertMatch(failed.message, /event\[1\]\.origin.*event 4/);
  await assertRejects(
    () => readCatalogue(source([EVENT]), { columns: { magnitude: "mag" } }),
    ConfigurationError,
  );
  const { catalogue: none } = await readCatalogue(source([]));
  assertEquals(none.size, 0);
});

Deno.test("what is no QuakeML is refused, with the line", () => {
  const read = (text: string) => readQuakeml(new TextEncoder().encode(text), "a.xml");
  const other = assertThrows(() => read("<a>\n</a>"), InputError);
  assertMatch(other.message, /its root is another element \(line 1, field "a"/);
  const text = [...writeQuakeml([EVENT])].join("");
  const cut = assertThrows(() => read(text.slice(0, 900)), InputError);
  assertMatch(cut.message, /unclosed|unexpected|end/);
});

Deno.test("mutated documents give events, notes or an InputError", () => {
  const original = new TextEncoder().encode([...writeQuakeml([EVENT])].join(""));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.option(fc.nat(original.length)),
      (changes, cut) => {
        const bytes = original.slice(0, cut ?? original.length);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        try {
          readQuakeml(bytes, "mutated");
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      },
    ),
    { seed: 3, numRuns: 400 },
  );
});

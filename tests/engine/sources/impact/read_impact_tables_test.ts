import { assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import {
  readBuildings,
  readFragilities,
  readGround,
  readPopulation,
  readShakingObservations,
} from "../../../../engine/sources/mod.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const GRID = "NCOLS 3\nNROWS 2\nXLLCORNER 10\nYLLCORNER 50\nCELLSIZE 0.5\nNODATA_value -9999\n" +
  "1 2 -9999\n4 5 6\n";

Deno.test("people of an ESRI ASCII grid lie in the middles of its cells, from the north", () => {
  const { latitude, longitude, people, isSynthetic } = readPopulation(bytes(GRID), "people.asc");
  assertEquals([...people], [1, 2, 4, 5, 6]);
  assertEquals([...latitude], [50.75, 50.75, 50.25, 50.25, 50.25]);
  assertEquals([...longitude], [10.25, 10.75, 10.25, 10.75, 11.25]);
  assertEquals(isSynthetic, false);
  const centred = GRID.replace("XLLCORNER 10", "xllcenter 10.25").replace(
    "YLLCORNER 50",
    "yllcenter 50.25",
  );
  assertEquals(readPopulation(bytes(centred), "a").latitude, latitude);
});

Deno.test("people of a table may have a country", () => {
  const text = "Lat,Lon,Population,Country\n50,10,100,de\n51,11,7,\n";
  const { people, country, latitude } = readPopulation(bytes(text), "people.csv");
  assertEquals([[...people], country, [...latitude]], [[100, 7], ["DE", ""], [50, 51]]);
});

const WRONG_PEOPLE = {
  "no rows": ["latitude,longitude,population\n", /no rows/],
  "no population": ["latitude,longitude\n1,2\n", /no column population/],
  "a column twice": [
    "lat,latitude,longitude,population\n1,1,2,3\n",
    /two columns are the latitude/,
  ],
  "negative": ["latitude,longitude,population\n1,2,-3\n", /line 2.*population/],
  "off the Earth": ["latitude,longitude,population\n91,2,3\n", /line 2.*latitude/],
  "short grid": [GRID.replace("4 5 6\n", ""), /1 rows.*expected 2/],
  "short row": [GRID.replace("4 5 6", "4 5"), /line 8.*expected 3/],
  "a word in the grid": [GRID.replace("4 5 6", "4 x 6"), /line 8.*"x"/],
  "a negative cell": [GRID.replace("4 5 6", "4 -5 6"), /line 8.*"-5"/],
  "a grid of metres": [GRID.replace("YLLCORNER 50", "YLLCORNER 500000"), /on the Earth/],
  "no size": [GRID.replace("NROWS 2\n", ""), /on the Earth/],
  "a huge grid": [GRID.replace("NCOLS 3", "NCOLS 99999999999"), /on the Earth/],
} as const;

for (const [name, [text, message]] of Object.entries(WRONG_PEOPLE)) {
  Deno.test(`people are refused with the reason: ${name}`, () => {
    const error = assertThrows(() => readPopulation(bytes(text), "p"), InputError);
    assertMatch(error.message, message);
  });
}

Deno.test("ground is that of the cell that holds a place, rock elsewhere", () => {
  const text = GRID.replace("1 2 -9999\n4 5 6", "100 200 -9999\n400 500 600");
  const ground = readGround(bytes(text), { source: "g", otherwise: 760 });
  const at = (latitude: number, longitude: number) => ground({ latitude, longitude });
  assertEquals(at(50.1, 10.1), 400);
  assertEquals(at(50.9, 10.6), 200);
  assertEquals(at(50.9, 11.2), 760);
  assertEquals([at(51.1, 10.1), at(49.9, 10.1), at(50.1, 9.9), at(50.1, 11.6)], [
    760,
    760,
    760,
    760,
  ]);
  assertThrows(() => readGround(bytes(GRID), { source: "g", otherwise: 760 }), InputError, "vs30");
});

Deno.test("observations are intensities and amplitudes in several units", () => {
  const text = "latitude,longitude,mmi,intensity_error,pga_percent_g,pgv_cm_s,vs30\n" +
    "1,2,6.5,0.3,,,\n3,4,,,12,20,400\n";
  const [felt, recorded] = readShakingObservations(bytes(text), "o.csv");
  assertEquals([felt.intensity, felt.intensityError, felt.pgaG], [6.5, 0.3, undefined]);
  assertAlmostEquals(recorded.pgaG!, 0.12, 1e-12);
  assertEquals([recorded.pgvCmS, recorded.vs30, recorded.intensity], [20, 400, undefined]);
  const gal = readShakingObservations(bytes("latitude,longitude,pga_cm_s2\n1,2,98.0665\n"), "o");
  assertAlmostEquals(gal[0].pgaG!, 0.1, 1e-12);
  for (
    const [wrong, message] of [
      ["latitude,longitude,mmi,pgv_cm_s\n1,2,5,\n1,2,,\n", "line 3"],
      ["latitude,longitude,mmi\n1,2,13\n", "1 to 12"],
      ["latitude,longitude,size\n1,2,13\n", "Cannot find what was observed"],
    ]
  ) {
    assertThrows(() => readShakingObservations(bytes(wrong), "o"), InputError, message);
  }
});

Deno.test("buildings and classes of fragility are read, and refused with the line", () => {
  const [house] = readBuildings(
    bytes("id;latitude;longitude;class;occupants\na;1;2;W1-high;3\n"),
    "b.csv",
  );
  assertEquals(house, {
    ...{ id: "a", latitude: 1, longitude: 2, fragilityClass: "W1-high", occupants: 3, vs30: NaN },
  });
  const twice = "id,latitude,longitude,class\na,1,2,W1-high\na,1,2,W1-high\n";
  assertThrows(() => readBuildings(bytes(twice), "b"), InputError, "line 3");
  const head = "class,slight_g,moderate_g,extensive_g,complete_g,beta\n";
  const [own] = readFragilities(bytes(head + "own,0.1,0.2,0.3,0.4,0.6\n"), "f");
  assertEquals(own, { name: "own", mediansG: [0.1, 0.2, 0.3, 0.4], beta: 0.6 });
  const falling = head + "own,0.1,0.2,0.2,0.4,0.6\n";
  assertThrows(() => readFragilities(bytes(falling), "f"), InputError, "do not grow");
});

Deno.test("tables may be lists of JSON, whose faults are told by their place", () => {
  const people = [{ lat: 50, lon: 10, population: 5, country: "de" }, {
    ...{ lat: 51, lon: 11, population: 7, country: null },
  }];
  const read = readPopulation(bytes(JSON.stringify(people)), "population");
  assertEquals([[...read.people], read.country], [[5, 7], ["DE", ""]]);
  const buildings = JSON.stringify([{ id: 7, latitude: 1, longitude: 2, class: "W1-high" }]);
  assertEquals(readBuildings(bytes(buildings), "buildings")[0].id, "7");
  for (
    const [wrong, message] of [
      ['[{"latitude":1,"longitude":2,"population":"many"}]', /line 1.*population.*"many"/],
      ['[{"latitude":1,"longitude":2,"population":{}}]', /population/],
      ["[3]", /an object/],
      ["[]", /no column latitude/],
      ["{", /as JSON/],
      ['{"a":1}', /rows/],
    ] as const
  ) {
    const error = assertThrows(() => readPopulation(bytes(wrong), "p"), InputError);
    assertMatch(error.message, message);
  }
});

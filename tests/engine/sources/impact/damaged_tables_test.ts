import { assert } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  readBuildings,
  readFragilities,
  readGround,
  readPopulation,
  readShakingObservations,
} from "../../../../engine/sources/mod.ts";
import { damageBytes } from "../waveforms/damage_bytes.ts";

const GRID = "ncols 3\nnrows 2\nxllcorner 10\nyllcorner 50\ncellsize 0.5\nnodata_value -9999\n" +
  "100 200 -9999\n400 500 600\n";

const PEOPLE = JSON.stringify(
  [50, 51].map((latitude) => ({ latitude, longitude: 1, population: 5 })),
);

const READERS: Record<string, [string, (bytes: Uint8Array) => unknown]> = {
  "people on a grid": [GRID, (bytes) => readPopulation(bytes, "a")],
  "people of JSON": [PEOPLE, (bytes) => readPopulation(bytes, "a")],
  "people of a table": [
    "latitude,longitude,population\n50,10,100\n51,11,7\n",
    (bytes) => readPopulation(bytes, "a"),
  ],
  ground: [GRID, (bytes) => readGround(bytes, { source: "a", otherwise: 760 })],
  observations: [
    "latitude,longitude,mmi,pga_g,vs30\n1,2,6.5,,300\n3,4,,0.12,\n",
    (bytes) => readShakingObservations(bytes, "a"),
  ],
  buildings: [
    "id,latitude,longitude,class,occupants\na,1,2,W1-high,3\nb,1,2,W1-low,\n",
    (bytes) => readBuildings(bytes, "a"),
  ],
  fragilities: [
    "class,slight_g,moderate_g,extensive_g,complete_g,beta\nown,0.1,0.2,0.3,0.4,0.6\n",
    (bytes) => readFragilities(bytes, "a"),
  ],
};

for (const [name, [text, read]] of Object.entries(READERS)) {
  Deno.test(`of 600 damaged files each is read or refused with an InputError: ${name}`, () => {
    const original = new TextEncoder().encode(text);
    read(original);
    let refused = 0;
    for (let number = 0; number < 600; number++) {
      const bytes = damageBytes(original, new RandomStream(`impact ${name} ${number}`));
      try {
        read(bytes);
      } catch (error) {
        assert(error instanceof InputError, `${number}: ${error}`);
        refused++;
      }
    }
    assert(refused > 60, `${refused} refused`);
  });
}

/** Forecasts day after day from a given one on, telling each that is kept, until the process is killed. */
import { ForecastSchedule } from "../../../../engine/forecasting/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { START_MS } from "../point_catalogue.ts";
import { DAY_MS, trueModel } from "./scheduled_fixture.ts";

const [path, first] = Deno.args;
const database = openDatabase(path, { mode: "write" });
const schedule = new ForecastSchedule(database, {
  ...{ model: trueModel(), catalogues: 100, horizons: ["1d"], aftershockMagnitude: 9 },
});
for (let day = Number(first);; day++) {
  await schedule.advance(START_MS + (100 + day) * DAY_MS - 60_000);
  await Deno.stdout.write(new TextEncoder().encode(`${day}\n`));
}

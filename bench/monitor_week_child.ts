/**
 * Days of a simulated network through the whole monitor, in a process with memory flags of its own: lines of
 * progress, then the facts as JSON without an end of line.
 * @module
 */
import { replayMonitorDays } from "./monitor_days.ts";

const { stations, days, fillingDays } = JSON.parse(Deno.args[0]);
const write = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(text));
const facts = await replayMonitorDays({
  ...{ stations, seconds: 86_400 * days, everySeconds: 21_600 },
  ...{ parts: days, settleParts: fillingDays },
  report: (message) => write(message + "\n"),
  picker: { kind: "classical", name: "sta-lta", stepSeconds: 60 },
});
write(JSON.stringify(facts));

/**
 * Days of a simulated network through the whole monitor, in a process of its own, whose memory and files are
 * its own: progress on stderr, the facts as JSON on stdout.
 * @module
 */
import { replayMonitorDays } from "./monitor_days.ts";

const { stepSeconds, ...options } = JSON.parse(Deno.args[0]);
const writeTo = (stream: { writeSync(bytes: Uint8Array): number }, text: string) =>
  stream.writeSync(new TextEncoder().encode(text + "\n"));
const facts = await replayMonitorDays({
  ...options,
  report: (message) => writeTo(Deno.stderr, message),
  picker: { kind: "classical", name: "sta-lta", stepSeconds },
});
writeTo(Deno.stdout, JSON.stringify(facts));
